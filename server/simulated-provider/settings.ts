/** The secret of every client of a simulated provider. */
export const SIMULATED_SECRET = 'simulated-secret';

/** The providers whose place it takes. */
export const SIMULATED_PROVIDERS = [
  'google',
  'facebook',
  'github',
  'linkedin',
  'oidc',
] as const;

/** One of them. */
export type SimulatedProviderId = (typeof SIMULATED_PROVIDERS)[number];

/**
 * The settings that put a simulated provider in the place of real ones, for the app and the server.
 * @param issuer the origin of the simulated provider
 */
export function simulatedSettings(
  issuer: string,
  providers: readonly SimulatedProviderId[] = SIMULATED_PROVIDERS,
): Record<string, string> {
  return Object.assign(
    {},
    ...providers.map((id) => settingsOf(id, issuer)),
  ) as Record<string, string>;
}

function settingsOf(
  id: SimulatedProviderId,
  issuer: string,
): Record<string, string> {
  const name = id.toUpperCase();
  return {
    [`${name}_CLIENT_ID`]: `simulated-${id}`,
    [`${name}_CLIENT_SECRET`]: SIMULATED_SECRET,
    ...ADDRESSES[id](issuer),
  };
}

const ADDRESSES: Record<
  SimulatedProviderId,
  (issuer: string) => Record<string, string>
> = {
  google: (issuer) => ({
    GOOGLE_ISSUER: `${issuer}/google`,
    GOOGLE_AUTHORIZE_URL: `${issuer}/google/authorize`,
  }),
  github: (issuer) => ({
    GITHUB_ISSUER: `${issuer}/github`,
    GITHUB_AUTHORIZE_URL: `${issuer}/github/authorize`,
    GITHUB_TOKEN_URL: `${issuer}/github/token`,
    GITHUB_USER_URL: `${issuer}/github/user`,
  }),
  facebook: (issuer) => ({
    FACEBOOK_AUTHORIZE_URL: `${issuer}/facebook/authorize`,
    FACEBOOK_TOKEN_URL: `${issuer}/facebook/token`,
    FACEBOOK_USER_URL: `${issuer}/facebook/me`,
  }),
  linkedin: (issuer) => ({
    LINKEDIN_ISSUER: `${issuer}/linkedin`,
    LINKEDIN_AUTHORIZE_URL: `${issuer}/linkedin/authorize`,
  }),
  oidc: (issuer) => ({ OIDC_ISSUER: issuer }),
};
