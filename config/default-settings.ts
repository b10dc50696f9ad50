/** Every setting of the app itself that may reach the browser, with the value that it has when nobody sets it. */
export const DEFAULT_SETTINGS = {
  CLIENT_ID: 'latchkey',
  TOKEN_ENDPOINT: '/oauth/token',
  REVOKE_TOKEN_ENDPOINT: '/oauth/revoke',
  API_HOST: '',
  API_PORT: '',
  API_NAMESPACE: 'api',
  CURRENT_USER_ENDPOINT: '',
  API_FEATURES: 'page,sort,search,todos,headers',
  API_ATTRIBUTE_NAMES: 'dasherized',
  SIGN_IN_METHODS: 'password',
  GATEWAY_PREFIX: '/oauth2',
  SCOPE: '',
  REDIRECT_URI: '',
  NAVIGATOR: '',
  SESSION_LIFETIME: '',
  IDLE_TIMEOUT: '',
  IDLE_WARNING: '60',
  IDENTITY_PROVIDER_GRANT_TYPE:
    'urn:latchkey:oauth:grant-type:identity-provider-code',
  FACEBOOK_GRAPH_VERSION: 'v26.0',
  SIMULATED_PROVIDERS: '',
} as const;

/** The name of a setting, which is also the name of its environment variable. */
export type SettingName = keyof typeof DEFAULT_SETTINGS;

/**
 * What can be set for each provider, after its id: `GITLAB_CLIENT_ID` for `app/identity-providers/gitlab.ts`. All of them
 * are public; a provider's secret is the server's alone, and has no name here.
 */
export const PROVIDER_SETTINGS = [
  'CLIENT_ID',
  'LABEL',
  'ISSUER',
  'AUTHORIZE_URL',
  'SCOPE',
  'PROMPT',
  'REDEMPTION',
] as const;

/** One of them. */
export type ProviderSetting = (typeof PROVIDER_SETTINGS)[number];

/** The name of one provider's setting. */
export type ProviderSettingName = `${string}_${ProviderSetting}`;

/** All settings as written: strings, not yet understood. */
export type SettingValues = Record<SettingName, string> & {
  [name: ProviderSettingName]: string | undefined;
};

/** The name of a provider's setting: `GITLAB_CLIENT_ID`. */
export function providerSettingName(
  provider: string,
  setting: ProviderSetting,
): ProviderSettingName {
  return `${provider.toUpperCase().replaceAll('-', '_')}_${setting}`;
}

/** The names of all settings of an app with these providers. */
export function settingNames(
  providers: readonly string[],
): (SettingName | ProviderSettingName)[] {
  return [
    ...(Object.keys(DEFAULT_SETTINGS) as SettingName[]),
    ...providers.flatMap((id) =>
      PROVIDER_SETTINGS.map((setting) => providerSettingName(id, setting)),
    ),
  ];
}
