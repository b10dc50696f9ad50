import OAuth2Server from '@node-oauth/oauth2-server';
import type { Client } from '../database/schema.ts';
import { redeemPresentedCode } from '../identities/redeem.ts';
import {
  IdentityRefusedError,
  refusingAsOAuth,
} from '../identities/refused.ts';
import {
  signInWithIdentity,
  type SignInRefusal,
} from '../identities/sign-in.ts';
import { toGrantedToken, type GrantFactory } from './grants.ts';
import { chooseScope } from './scope.ts';

const { AbstractGrantType } = OAuth2Server;

/** What the app makes of a refusal: `account_exists` leads to signing in the old way and then linking. */
const REFUSALS: Record<SignInRefusal, () => IdentityRefusedError> = {
  'account-exists': () =>
    new IdentityRefusedError(
      'account_exists',
      'There is an account with this e-mail address. Sign in the way you did before, then link the two.',
    ),
  'email-required': () =>
    new IdentityRefusedError(
      'email_required',
      'The identity provider gave no e-mail address, and an account needs one.',
    ),
  disabled: () =>
    new IdentityRefusedError('invalid_grant', 'The account is closed.'),
};

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
        const verdict = await signInWithIdentity(database, identity, {
          session: { clientId, scope, ...caller },
          now: clock(),
          lifetimes: settings,
        });
        if (verdict.kind === 'refused') throw REFUSALS[verdict.reason]();
        return toGrantedToken(verdict.tokens, client, verdict.userId);
      });
    }
  };
