import OAuth2Server from '@node-oauth/oauth2-server';
import { issueIdToken } from '../openid/id-token.ts';
import { redeemCode } from './authorize/redeem-code.ts';
import { toGrantedToken, type GrantFactory } from './grants.ts';
import { requireParameter } from './parameters.ts';

const { AbstractGrantType, InvalidGrantError } = OAuth2Server;

/**
 * A code of `/oauth/authorize` ([RFC 6749 section 4.1.3](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)). The
 * verifier is required of every client, and all refusals read alike.
 */
export const authorizationCodeGrant: GrantFactory = (dependencies, caller) =>
  class extends AbstractGrantType {
    async handle(request: OAuth2Server.Request, client: OAuth2Server.Client) {
      const { clock, database, settings } = dependencies;
      const verdict = await redeemCode(
        database,
        {
          code: requireParameter(request, 'code'),
          clientId: client.id,
          redirectUri: requireParameter(request, 'redirect_uri'),
          codeVerifier: requireParameter(request, 'code_verifier'),
        },
        { now: clock(), lifetimes: settings, caller },
      );
      if (verdict.kind === 'refused') {
        throw new InvalidGrantError(
          'The code is unknown, expired, used, or was given for another request.',
        );
      }
      const { tokens, user } = verdict.result;
      const granted = toGrantedToken(tokens, client, user.id);
      if (!tokens.scope.includes('openid')) return granted;
      const idToken = await issueIdToken(dependencies, {
        ...verdict.result,
        clientId: client.id,
      });
      return { ...granted, idToken };
    }
  };
