import { Model } from 'miragejs';

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
}

/** One sign-in, and all tokens that descend from it. Moments are milliseconds since 1970, as everywhere here. */
export interface TokenFamilyAttributes {
  id: string;
  userId: string;
  clientId: string;
  scope: readonly string[];
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

/** Mirage's models have no schema: the empty definitions are cast to tell the compiler what the records hold. */
export const models = {
  user: Model.extend({} as UserAttributes),
  tokenFamily: Model.extend({} as TokenFamilyAttributes),
  refreshToken: Model.extend({} as RefreshTokenAttributes),
  accessToken: Model.extend({} as AccessTokenAttributes),
};
