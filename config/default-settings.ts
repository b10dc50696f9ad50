/** Every setting that may reach the browser, with the value that it has when nobody sets it. */
export const DEFAULT_SETTINGS = {
  CLIENT_ID: 'latchkey',
  TOKEN_ENDPOINT: '/oauth/token',
  REVOKE_TOKEN_ENDPOINT: '/oauth/revoke',
  API_HOST: '',
  API_PORT: '',
  API_NAMESPACE: 'api',
  CURRENT_USER_ENDPOINT: '',
  SIGN_IN_METHODS: 'password',
  SCOPE: '',
  REDIRECT_URI: '/login/callback/{provider}',
  OIDC_ISSUER: '',
  OIDC_LABEL: 'OpenID',
} as const;

/** The name of a setting, which is also the name of its environment variable. */
export type SettingName = keyof typeof DEFAULT_SETTINGS;

/** By which id a provider knows this app: `GITLAB_CLIENT_ID` for `app/identity-providers/gitlab.ts`. */
export type ClientIdName = `${string}_CLIENT_ID`;

/** All settings as written: strings, not yet understood. */
export type SettingValues = Record<SettingName, string> & {
  [name: ClientIdName]: string | undefined;
};
