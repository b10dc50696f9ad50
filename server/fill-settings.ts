import type { Environment } from './settings-reader.ts';

/** Where Ember keeps the configuration of a built app: URL-encoded JSON in one `<meta>`. */
const META =
  /<meta\s+name=(["'])latchkey\/config\/environment\1\s+content=(["'])(.*?)\2\s*\/?>/;

type AppConfiguration = Record<string, unknown> & {
  settings: Record<string, unknown>;
};

/**
 * Puts the settings of this environment into the page of a built app, so that one build serves them all. Only names that
 * the build knows are replaced: nothing else of the environment reaches the browser. A page without settings stays as it
 * is.
 * @param settings usually `process.env`
 */
export function fillSettings(html: string, settings: Environment): string {
  const found = readConfiguration(html);
  if (!found) return html;
  const filled = Object.fromEntries(
    Object.entries(found.configuration.settings).map(([name, value]) => [
      name,
      settings[name] ?? value,
    ]),
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
