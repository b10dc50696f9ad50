import type { Response } from 'miragejs';
import type { AuthorizationCodes } from '../authorization-codes.ts';
import type { SimulatedGateway } from '../gateway.ts';
import type { Question } from '../http/question.ts';
import type { Accounts } from '../identities/accounts.ts';
import type { Redemption } from '../identities/redemption.ts';
import type { IdentityServer, Principal } from '../identity-server.ts';
import type { SimulatedSchema } from '../schema.ts';
import type { Settings } from '../settings.ts';

/** What a handler may ask beside the request. There is no other state. */
export interface HandlerContext {
  schema: SimulatedSchema;
  identity: IdentityServer;
  gateway: SimulatedGateway;
  accounts: Accounts;
  authorizationCodes: AuthorizationCodes;
  redemption: Redemption;
  settings: Settings;
  /** The server's clock, in milliseconds since 1970. */
  now: () => number;
}

/**
 * Answers one kind of request.
 * @throws OAuthError below `/oauth` and `/.well-known`, ApiError below `/api`: both become answers in `index.ts`
 */
export type Handler = (context: HandlerContext, question: Question) => Response;

/** Answers one kind of request, of somebody who is signed in. */
export type SignedInHandler = (
  context: HandlerContext,
  question: Question,
  principal: Principal,
) => Response;
