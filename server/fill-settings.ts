import { DEFAULT_ROOT_URL, isRootUrl } from '../config/root-url.ts';
import { settingNames } from '../config/settings.ts';
import type { Environment } from './settings-reader.ts';

/** Where Ember keeps the configuration of a built app: URL-encoded JSON in one `<meta>`. */
const META =
  /<meta\s+name=(["'])latchkey\/config\/environment\1\s+content=(["'])(.*?)\2\s*\/?>/;

type AppConfiguration = Record<string, unknown> & {
  settings: Record<string, unknown>;
  /** What the build was made for: `ROOT_URL`. */
  rootURL?: unknown;
  /** The identity providers that the build knows: each has settings of its own. */
  providers?: BuiltProvider[];
};

/** What the build tells of a provider's file. */
export interface BuiltProvider {
  id: string;
  authorizationEndpoint?: string;
  issuer?: string;
  redemption?: string;
}

/**
 * Puts the settings of this environment into the page of a built app, so that one build serves them all. Only names that
 * the build knows are replaced: nothing else of the environment reaches the browser. A page without settings stays as it
 * is.
 * @param settings usually `process.env`
 */
export function fillSettings(html: string, settings: Environment): string {
  const found = readConfiguration(html);
  if (!found) return html;
  const built = found.configuration.settings;
  const filled: Record<string, unknown> = Object.fromEntries(
    namesOf(found.configuration)
      .map((name): [string, unknown] => [
        name,
        settings[name]?.trim() ?? built[name],
      ])
      .filter(([, value]) => value !== undefined),
  );
  const content = encodeURIComponent(
    JSON.stringify({ ...found.configuration, settings: filled }),
  );
  // A function, because a replacement text would give `$` a meaning.
  return html.replace(
    found.tag,
    () => `<meta name="latchkey/config/environment" content="${content}">`,
  );
}

/** What the build has a value for, and what it knows of its identity providers. */
function namesOf({ providers, settings }: AppConfiguration): string[] {
  const known: string[] = providers
    ? settingNames(providers.map(({ id }) => id))
    : [];
  return [...new Set([...Object.keys(settings), ...known])];
}

/** The identity providers that a built app knows. */
export function readAppProviders(html: string): readonly BuiltProvider[] {
  return readConfiguration(html)?.configuration.providers ?? [];
}

/**
 * The path below which a built app expects to be served, between two slashes; `/` for a page that does not say it.
 * @throws TypeError where the page says what can't be one
 */
export function readRootUrl(html: string): string {
  const rootUrl =
    readConfiguration(html)?.configuration.rootURL ?? DEFAULT_ROOT_URL;
  if (isRootUrl(rootUrl)) return rootUrl;
  throw new TypeError(
    `The app was built for ${JSON.stringify(rootUrl)}, where it can't be served. Build it again, with another ROOT_URL.`,
  );
}

/** The settings in the page, as the app will see them; nothing when the page has none. */
export function readAppSettings(
  html: string,
): Record<string, unknown> | undefined {
  return readConfiguration(html)?.configuration.settings;
}

function readConfiguration(
  html: string,
): { tag: string; configuration: AppConfiguration } | undefined {
  const [tag, , , content] = META.exec(html) ?? [];
  if (tag === undefined || content === undefined) return undefined;
  const configuration = parse(content);
  return isAppConfiguration(configuration) ? { tag, configuration } : undefined;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(content));
  } catch {
    return undefined;
  }
}

function isAppConfiguration(value: unknown): value is AppConfiguration {
  return (
    typeof value === 'object' &&
    value !== null &&
    'settings' in value &&
    typeof value.settings === 'object' &&
    value.settings !== null
  );
}
