import OAuth2Server from '@node-oauth/oauth2-server';
import type { Client } from '../database/schema.ts';
import { startSession } from '../sessions/start.ts';
import { signInByPassword } from '../throttling/sign-in.ts';
import { toGrantedToken, type GrantFactory } from './grants.ts';
import { requireParameter } from './parameters.ts';
import { chooseScope } from './scope.ts';

const { AbstractGrantType, InvalidGrantError } = OAuth2Server;

/**
 * Sign-in by e-mail address and password ([RFC 6749 section 4.3](https://www.rfc-editor.org/rfc/rfc6749#section-4.3)).
 * It stands in the place of the library's own grant, which refuses passwords that mix emoji and ASCII.
 */
export const passwordGrant: GrantFactory = (dependencies, caller) =>
  class extends AbstractGrantType {
    async handle(request: OAuth2Server.Request, client: OAuth2Server.Client) {
      const { clock, database, settings } = dependencies;
      const username = requireParameter(request, 'username');
      const password = requireParameter(request, 'password');
      const { id: clientId, scopes } = client as Client;
      const scope = chooseScope(this.getScope(request), scopes);

      const signedIn = await signInByPassword(dependencies, {
        email: username,
        password,
        ...caller,
      });
      if (!signedIn) {
        throw new InvalidGrantError(
          'The e-mail address or the password is wrong.',
        );
      }
      const { device, user } = signedIn;
      const tokens = await startSession(
        database,
        { userId: user.id, clientId, scope, ...caller },
        { now: clock(), lifetimes: settings },
      );
      return {
        ...toGrantedToken(tokens, client, user.id),
        ...(device !== undefined && { device }),
      };
    }
  };
