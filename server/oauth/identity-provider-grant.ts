import OAuth2Server from '@node-oauth/oauth2-server';
import type { Client } from '../database/schema.ts';
import { redeemPresentedCode } from '../identities/redeem.ts';
import { refusingAsOAuth, signInRefused } from '../identities/refused.ts';
import { signInWithIdentity } from '../identities/sign-in.ts';
import { toGrantedToken, type GrantFactory } from './grants.ts';
import { startSession } from '../sessions/start.ts';
import { chooseScope } from './scope.ts';

const { AbstractGrantType } = OAuth2Server;

/**
 * Sign-in by the authorization code of another identity provider. The extension grant of
 * [RFC 6749 section 4.5](https://www.rfc-editor.org/rfc/rfc6749#section-4.5): the secret stays here, and so do the tokens of
 * the provider. All HTTP is done before the one transaction begins.
 */
export const identityProviderGrant: GrantFactory = (
  dependencies,
  { cookies, ...caller },
) =>
  class extends AbstractGrantType {
    async handle(request: OAuth2Server.Request, client: OAuth2Server.Client) {
      const { clock, database, settings } = dependencies;
      const { id: clientId, scopes } = client as Client;
      const scope = chooseScope(this.getScope(request), scopes);
      const body = request.body as Record<string, string>;
      return refusingAsOAuth(async () => {
        const identity = await redeemPresentedCode(dependencies, {
          parameters: new Map(Object.entries(body)),
          cookies,
        });
        const now = clock();
        const verdict = await signInWithIdentity(database, identity, {
          now,
          start: (transaction, userId) =>
            startSession(
              transaction,
              { userId, clientId, scope, ...caller },
              { now, lifetimes: settings },
            ),
        });
        if (verdict.kind === 'refused') throw signInRefused(verdict.reason);
        return toGrantedToken(verdict.started, client, verdict.userId);
      });
    }
  };
