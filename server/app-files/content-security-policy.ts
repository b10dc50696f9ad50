/** Settings that may name another origin, which the app then talks to. */
const ENDPOINT_SETTINGS = [
  'TOKEN_ENDPOINT',
  'REVOKE_TOKEN_ENDPOINT',
  'CURRENT_USER_ENDPOINT',
] as const;

/**
 * The policy of the app's page: its own files and nothing else, except that it may connect to the origins of the
 * endpoints in its settings.
 * @param settings as the app sees them
 */
export function contentSecurityPolicy(
  settings: Readonly<Record<string, unknown>>,
): string {
  const connect = ["'self'", ...new Set(endpointOrigins(settings))].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${connect}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function endpointOrigins(
  settings: Readonly<Record<string, unknown>>,
): string[] {
  const port = text(settings['API_PORT']);
  const apiHost = text(settings['API_HOST']).replace(/\/$/, '');
  const addresses = [
    ...ENDPOINT_SETTINGS.map((name) => text(settings[name])),
    port === '' ? apiHost : `${apiHost}:${port}`,
  ];
  return addresses
    .filter((address) => /^https?:/i.test(address) && URL.canParse(address))
    .map((address) => new URL(address).origin);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
