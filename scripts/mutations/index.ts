import type { Mutation } from '../mutate/mutation.ts';
import { apiMutations } from './app-api.ts';
import { diagnosticsMutations } from './app-diagnostics.ts';
import { appGatewayMutations } from './app-gateway.ts';
import { providerMutations } from './app-providers.ts';
import { returnToMutations } from './app-return-to.ts';
import { sessionLifeMutations } from './app-session-life.ts';
import { sessionMutations } from './app-session.ts';
import { tokenMutations } from './app-tokens.ts';
import { rootUrlMutations } from './root-url.ts';
import { serverApiMutations } from './server-api.ts';
import { authorizationMutations } from './server-authorization.ts';
import { gatewayMutations } from './server-gateway.ts';
import { identityMutations } from './server-identities.ts';
import { serverSessionMutations } from './server-sessions.ts';

/** The guards of app and server, each with the tests that must notice when it is gone. A new guard is an entry here. */
export const mutations: readonly Mutation[] = [
  ...sessionMutations,
  ...sessionLifeMutations,
  ...apiMutations,
  ...tokenMutations,
  ...providerMutations,
  ...returnToMutations,
  ...appGatewayMutations,
  ...diagnosticsMutations,
  ...rootUrlMutations,
  ...serverSessionMutations,
  ...serverApiMutations,
  ...authorizationMutations,
  ...identityMutations,
  ...gatewayMutations,
];
