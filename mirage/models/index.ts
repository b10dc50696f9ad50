import { Model } from 'miragejs';
import type { SimulatedPerson } from '../../server/simulated-provider/people.ts';
import type { AnsweringScenario } from '../identity-providers/scenarios.ts';

/** A user as the simulated server keeps it. `serializers/user.ts` decides what of it is told. */
export interface UserAttributes {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  /** ISO 8601. */
  createdAt: string;
  /** In clear, because nobody's real password is ever here; `null` for people who cannot sign in. */
  password: string | null;
  isDisabled: boolean;
  /** Whether the address is proved to be theirs. */
  isEmailVerified: boolean;
  /** Whether the user has been changed since the server began. */
  isChanged?: boolean;
}

/** One way in beside the password. Issuer and subject together are its key. */
export interface ExternalIdentityAttributes {
  id: string;
  userId: string;
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  /** ISO 8601. */
  linkedAt: string;
}

/** A person's yes at a simulated provider: what a code stands for. */
export interface AuthorizationCodeAttributes {
  /** The code itself. */
  id: string;
  provider: string;
  clientId: string;
  redirectUri: string;
  /** `null` for a provider without PKCE. */
  codeChallenge: string | null;
  nonce: string | null;
  /** What was asked for; `null` leaves it to the server. */
  scope: string | null;
  scenario: AnsweringScenario;
  person: SimulatedPerson;
  expiresAt: number;
  usedAt: number | null;
  /** What it brought, where it was one of this server's own clients. */
  familyId: string | null;
}

/** An attempt at a provider without PKCE that this browser has begun. */
export interface SignInAttemptAttributes {
  id: string;
  state: string;
  provider: string;
  redirectUri: string;
  expiresAt: number;
}

/** One sign-in, and all tokens that descend from it. Moments are milliseconds since 1970, as everywhere here. */
export interface TokenFamilyAttributes {
  id: string;
  userId: string;
  clientId: string;
  scope: readonly string[];
  userAgent: string;
  address: string;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
  endedAt: number | null;
}

/** A used refresh token knows the one that took its place. */
export interface RefreshTokenAttributes {
  /** The token itself. */
  id: string;
  familyId: string;
  successorId: string | null;
  expiresAt: number;
  usedAt: number | null;
  revokedAt: number | null;
}

export interface AccessTokenAttributes {
  /** The token itself. */
  id: string;
  familyId: string;
  /** The refresh token that was issued with it. */
  refreshTokenId: string;
  scope: readonly string[];
  expiresAt: number;
  firstUsedAt: number | null;
  revokedAt: number | null;
}

/** A to-do. Moments are ISO 8601. */
export interface TodoAttributes {
  id: string;
  userId: string;
  title: string;
  description: string;
  completedAt: string | null;
  createdAt: string;
  updatedAt: string;
  /** Counts the changes, from 1. */
  version: number;
}

/** Mirage's models have no schema: the empty definitions are cast to tell the compiler what the records hold. */
export const models = {
  user: Model.extend({} as UserAttributes),
  tokenFamily: Model.extend({} as TokenFamilyAttributes),
  refreshToken: Model.extend({} as RefreshTokenAttributes),
  accessToken: Model.extend({} as AccessTokenAttributes),
  todo: Model.extend({} as TodoAttributes),
  externalIdentity: Model.extend({} as ExternalIdentityAttributes),
  authorizationCode: Model.extend({} as AuthorizationCodeAttributes),
  signInAttempt: Model.extend({} as SignInAttemptAttributes),
};
