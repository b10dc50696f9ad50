import OAuth2Server from '@node-oauth/oauth2-server';
import { renewSession } from '../sessions/renew.ts';
import { toGrantedToken, type GrantFactory } from './grants.ts';
import { requireParameter } from './parameters.ts';
import { scopeNotGranted } from './scope.ts';

const { AbstractGrantType, InvalidGrantError } = OAuth2Server;

/**
 * Renewal with rotation. It stands in the place of the library's own grant, whose steps (find, revoke, save) cannot be
 * one transaction. All refusals but the scope's read alike.
 */
export const refreshTokenGrant: GrantFactory = (
  { clock, database, settings },
  { address },
) =>
  class extends AbstractGrantType {
    async handle(request: OAuth2Server.Request, client: OAuth2Server.Client) {
      const verdict = await renewSession(
        database,
        {
          refreshToken: requireParameter(request, 'refresh_token'),
          clientId: client.id,
          scope: this.getScope(request),
          address,
        },
        { now: clock(), lifetimes: settings },
      );
      if (verdict.kind === 'issued') {
        return toGrantedToken(verdict.tokens, client, verdict.userId);
      }
      if (verdict.reason === 'scope-not-granted') throw scopeNotGranted();
      throw new InvalidGrantError(
        'The refresh token is unknown, expired, used or revoked.',
      );
    }
  };
