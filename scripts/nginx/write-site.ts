import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { loadAppFiles } from '../../server/app-files/load.ts';
import type { Environment } from '../../server/settings-reader.ts';
import { root } from '../child-process.ts';
import {
  fill,
  pagePolicy,
  placeholders,
  securityHeaders,
  type AppFacts,
  type Places,
} from './configuration.ts';
import { readNginxSettings } from './settings.ts';

const TEMPLATES = join(root, 'deploy/nginx');
const TEMPLATE = '.template';

/** Debian's and the official image's; nginx built by oneself has it elsewhere. */
const MIME_TYPES = [
  '/etc/nginx/mime.types',
  '/usr/local/nginx/conf/mime.types',
];

/** The settings that the files come from, and where they go. */
interface Folders {
  /** The built app. */
  app: string;
  out: string;
}

/**
 * Writes a site for nginx: `app/`, the built app with the settings of this environment in its page, and `nginx/`, the
 * configuration.
 * @throws SettingsError
 */
export async function writeSite(
  environment: Environment,
  { app, out }: Folders,
): Promise<void> {
  const settings = readNginxSettings(environment);
  const built = await loadAppFiles(app, environment);
  if (!built) throw new Error(`There is no built app in ${app}: npm run build`);
  const places: Places = {
    app: join(out, 'app'),
    configuration: join(out, 'nginx'),
    run: join(out, 'run'),
    mimeTypes: MIME_TYPES.find((file) => existsSync(file)) ?? 'mime.types',
  };
  const page = Buffer.from(await built.page.read(undefined));
  await copyApp(app, places.app, { rootUrl: built.rootUrl, page });
  await mkdir(places.run, { recursive: true });
  await writeConfiguration(places, built, {
    values: placeholders(settings, places, built),
    isHttps:
      settings.tls !== undefined ||
      (environment['PUBLIC_URL']?.startsWith('https:') ?? false),
  });
}

/** The files lie below the app's root URL, as their addresses do. */
async function copyApp(
  from: string,
  to: string,
  { page, rootUrl }: { page: Buffer; rootUrl: string },
): Promise<void> {
  const folder = join(to, rootUrl);
  await rm(to, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await cp(from, folder, { recursive: true });
  // Debian's nginx knows gzip alone; brotli is for who has its module.
  await rm(join(folder, 'index.html.br'), { force: true });
  await writeFile(join(folder, 'index.html'), page);
  await writeFile(
    join(folder, 'index.html.gz'),
    await promisify(gzip)(page, { level: 9 }),
  );
}

async function writeConfiguration(
  { configuration }: Places,
  app: AppFacts,
  {
    isHttps,
    values,
  }: { isHttps: boolean; values: Readonly<Record<string, string>> },
): Promise<void> {
  await mkdir(configuration, { recursive: true });
  for (const name of await readdir(TEMPLATES)) {
    const text = await readFile(join(TEMPLATES, name), 'utf8');
    await writeSecret(
      join(configuration, name.replace(TEMPLATE, '')),
      name.endsWith(TEMPLATE) ? fill(text, values) : text,
    );
  }
  await writeSecret(
    join(configuration, 'security-headers.conf'),
    securityHeaders(isHttps),
  );
  await writeSecret(join(configuration, 'page-policy.conf'), pagePolicy(app));
}

/** The configuration may hold the secret by which nginx proves itself. */
async function writeSecret(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
}
