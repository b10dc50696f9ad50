import {
  providerSettingName,
  settingNames,
} from '../../config/default-settings.ts';

/** What only the server knows of a provider. */
type ServerSetting = 'CLIENT_SECRET' | 'TOKEN_URL' | 'USER_URL';

/** Settings of the server that name addresses. */
const SERVER_ADDRESSES = [
  'PUBLIC_URL',
  'CORS_ORIGINS',
  'CONNECT_ORIGINS',
  'REDIRECT_URIS',
  'POST_LOGOUT_REDIRECT_URIS',
];

/** The name of a provider's setting at the server: `GITLAB_CLIENT_SECRET`. */
export function serverSettingName(
  provider: string,
  setting: ServerSetting,
): string {
  return providerSettingName(provider, 'CLIENT_ID').replace(
    /CLIENT_ID$/,
    setting,
  );
}

/** The names of all settings that everybody can read. */
export function publicNames(providers: readonly string[]): readonly string[] {
  return settingNames(providers);
}

/** The names of all settings that may name an address. */
export function addressNames(providers: readonly string[]): readonly string[] {
  return [
    ...publicNames(providers),
    ...SERVER_ADDRESSES,
    ...providers.flatMap((id) => [
      serverSettingName(id, 'TOKEN_URL'),
      serverSettingName(id, 'USER_URL'),
    ]),
  ];
}
