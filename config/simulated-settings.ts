import { providerSettingName } from './default-settings';

/** The providers that the simulated server plays. */
const SIMULATED = ['google', 'facebook', 'github', 'oidc'];

/**
 * The settings of an app that runs on the simulated server (`mirage/`): all ways to sign in, on the page's own origin.
 *
 * @param origin of the page, like `http://localhost:4200`
 * @param rootUrl below which the app lies, and the pages of its simulated providers with it
 */
export function simulatedSettings(
  origin: string,
  rootUrl: string,
): Record<string, string> {
  const providers = SIMULATED.flatMap((id) => [
    [providerSettingName(id, 'CLIENT_ID'), `simulated-${id}`],
    [
      providerSettingName(id, 'AUTHORIZE_URL'),
      `${rootUrl}simulated-provider/${id}/authorize`,
    ],
  ]);
  return {
    ...(Object.fromEntries(providers) as Record<string, string>),
    SIGN_IN_METHODS: ['password', ...SIMULATED].join(),
    SIMULATED_PROVIDERS: SIMULATED.join(),
    OIDC_ISSUER: origin,
    // Its tokens are for the simulated API.
    OIDC_SCOPE: 'openid email profile users todos',
  };
}
