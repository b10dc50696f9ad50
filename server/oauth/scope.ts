import OAuth2Server from '@node-oauth/oauth2-server';

const { InvalidScopeError } = OAuth2Server;

/** Scopes that mean something to OpenID clients alone: they are granted when they are asked for, and not by default. */
export const OPENID_SCOPES = ['openid', 'email'] as const;

/**
 * The scope of a sign-in: what was asked for, as long as the client may have it, else all of our API that the client may
 * have ([RFC 6749 section 3.3](https://www.rfc-editor.org/rfc/rfc6749#section-3.3)).
 * @throws InvalidScopeError
 */
export function chooseScope(
  requested: readonly string[] | undefined,
  allowed: readonly string[],
): readonly string[] {
  if (requested === undefined) {
    return allowed.filter(
      (value) => !OPENID_SCOPES.some((scope) => scope === value),
    );
  }
  if (!requested.every((value) => allowed.includes(value))) {
    throw scopeNotGranted();
  }
  return [...new Set(requested)];
}

export function scopeNotGranted() {
  return new InvalidScopeError('The scope is unknown or not granted.');
}
