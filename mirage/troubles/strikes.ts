import { isSpent, TokenStore, type TokenStoreParts } from '../token-store.ts';

/** Does something, once, to the sessions that there are. Later ones are as good as ever. */
export type Strike = (parts: TokenStoreParts) => void;

/** The access tokens that were given out so far run out, whatever was said of their lifetime. */
export const expireAccessTokens: Strike = ({ schema, now }) => {
  for (const token of schema.all('accessToken').models) {
    token.update({ expiresAt: Math.min(token.expiresAt, now()) });
  }
};

/** Each family of tokens ends, as by "sign out everywhere" or by an administrator. */
export const endSessions: Strike = (parts) => {
  const tokens = new TokenStore(parts);
  for (const family of parts.schema.all('tokenFamily').models) {
    tokens.endFamily(family);
  }
};

/**
 * Somebody else uses the refresh tokens that are still good, and then the access tokens that come with the new ones, so that
 * it can't pass for an answer that was lost. Whoever presents the old ones now ends the family.
 */
export const renewElsewhere: Strike = (parts) => {
  const { schema } = parts;
  const tokens = new TokenStore(parts);
  const unspent = schema.all('refreshToken').models.filter((token) => {
    return !isSpent(token) && !tokens.hasExpired(token);
  });

  expireAccessTokens(parts);
  for (const token of unspent) {
    const family = tokens.familyOf(token);
    if (!family) continue;
    const successor = tokens.issue(family, family.scope);
    tokens.replace(token, successor);
    const accessToken = tokens.accessToken(successor.accessToken);
    if (accessToken) tokens.recordUse(accessToken, family);
  }
};
