import OAuth2Server from '@node-oauth/oauth2-server';

/**
 * A parameter that a grant cannot do without.
 * @throws InvalidRequestError
 */
export function requireParameter(
  request: OAuth2Server.Request,
  name: string,
): string {
  const value = (request.body as Record<string, string | undefined>)[name];
  if (value === undefined) {
    throw new OAuth2Server.InvalidRequestError(
      `The parameter ${name} is missing.`,
    );
  }
  return value;
}
