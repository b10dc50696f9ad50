import {
  bareHeaders,
  CLOSED_POLICY,
  REPORTED_POLICY,
} from '../../server/http/security-headers.ts';
import type { NginxSettings } from './settings.ts';

/** Where everything lies on the machine. */
export interface Places {
  /** The folder of the app's files. */
  app: string;
  /** The folder of the configuration. */
  configuration: string;
  /** Where nginx may write. */
  run: string;
  mimeTypes: string;
}

/** What the built app says of itself. */
export interface AppFacts {
  rootUrl: string;
  contentSecurityPolicy: string;
}

/** The value of each placeholder of the templates in `deploy/nginx/`. */
export function placeholders(
  settings: NginxSettings,
  places: Places,
  { rootUrl }: AppFacts,
): Readonly<Record<string, string>> {
  const { tls } = settings;
  return {
    API_UPSTREAM: settings.apiUpstream,
    APP_ROOT: places.app,
    CLOSED_POLICY,
    CONF_DIR: places.configuration,
    CORS_MAP: settings.corsOrigins
      .map((origin) => `"${origin}" "${origin}";`)
      .join('\n    '),
    GATEWAY_PREFIX: settings.gatewayPrefix,
    GATEWAY_SHARED_SECRET: settings.gatewaySecret,
    GATEWAY_UPSTREAM: settings.gatewayUpstream,
    HIDDEN_HEADERS: Object.keys(bareHeaders(true))
      .map((name) => `proxy_hide_header ${name};`)
      .join('\n'),
    MIME_TYPES: places.mimeTypes,
    NGINX_LISTEN: settings.listen,
    ROOT_REDIRECT: rootRedirect(rootUrl),
    ROOT_URL: rootUrl,
    RUN_DIR: places.run,
    SERVERS_BEHIND:
      settings.session === 'tokens'
        ? 'behind-tokens.conf'
        : 'behind-gateway.conf',
    SERVER_NAME: settings.serverName,
    TLS: tls
      ? `ssl_certificate ${tls.certificate};\n    ssl_certificate_key ${tls.key};\n    ssl_protocols TLSv1.2 TLSv1.3;`
      : '# Without TLS: something that has it must stand before this nginx, or it is for this machine alone.',
  };
}

/** Fills a template of `deploy/nginx/`. @throws where it names what there is no value for */
export function fill(
  template: string,
  values: Readonly<Record<string, string>>,
): string {
  return template.replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Nothing is known of ${name}.`);
    return value;
  });
}

/**
 * The headers that every answer has, for nginx: from the same place as our server's.
 * @param isHttps whether the site is reached by https only
 */
export function securityHeaders(isHttps: boolean): string {
  const { 'content-security-policy': _, ...headers } = bareHeaders(isHttps);
  return lines(headers);
}

/** What the app's page has beside them. */
export function pagePolicy({ contentSecurityPolicy }: AppFacts): string {
  return lines({
    'content-security-policy': contentSecurityPolicy,
    'content-security-policy-report-only': REPORTED_POLICY,
  });
}

function lines(headers: Readonly<Record<string, string>>): string {
  const made = Object.entries(headers).map(
    ([name, value]) => `add_header ${name} "${value}" always;`,
  );
  return `# Made by "npm run nginx".\n${made.join('\n')}\n`;
}

/** What stands before the app, where it does not lie at the root. */
function rootRedirect(rootUrl: string): string {
  if (rootUrl === '/') return '';
  const bare = rootUrl.slice(0, -1);
  return `
    location = / {
        return 302 ${rootUrl};
    }

    location = ${bare} {
        return 302 ${rootUrl};
    }

    location / {
        return 404;
    }
`;
}
