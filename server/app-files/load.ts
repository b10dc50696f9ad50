import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import {
  fillSettings,
  readAppProviders,
  readAppSettings,
  readRootUrl,
} from '../fill-settings.ts';
import { SettingsReader, type Environment } from '../settings-reader.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { mediaTypeOf } from './media-types.ts';

export type ContentCoding = 'br' | 'gzip';

/** One file of the built app, as it can be sent. */
export interface AppFile {
  mediaType: string;
  etag: string;
  /** Its name holds a hash of its content: it never changes. */
  isImmutable: boolean;
  read(coding: ContentCoding | undefined): Promise<Uint8Array>;
  codings: ReadonlySet<ContentCoding>;
}

/** The built app. What is not in this list, made once at start, is not there: no path of a request touches the disk. */
export interface AppFiles {
  /** The path below which it lies, between two slashes: what it was built for. */
  rootUrl: string;
  /** By URL path, e.g. `/app/assets/main-x7Kf93Qa.js`. */
  files: ReadonlyMap<string, AppFile>;
  page: AppFile;
  contentSecurityPolicy: string;
  /** Whether the page has settings that this environment could fill. */
  hasSettings: boolean;
}

const EXTENSIONS: Record<ContentCoding, string> = { br: '.br', gzip: '.gz' };
const CODINGS = Object.keys(EXTENSIONS) as ContentCoding[];

/** Vite's `name-HASH.ext`: eight or more characters of base64url with a digit or a capital letter among them. */
const HASHED_NAME =
  /^\/assets\/.*-(?=[A-Za-z0-9_-]*[A-Z0-9])[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * Lists the built app in a folder, and fills its page with the settings of this environment.
 * @returns nothing when there is no `index.html`
 */
export async function loadAppFiles(
  folder: string,
  environment: Environment,
): Promise<AppFiles | undefined> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(
    () => undefined,
  );
  if (html === undefined) return undefined;

  const filled = fillSettings(html, environment);
  const settings = readAppSettings(filled);
  const rootUrl = readRootUrl(filled);
  const page = pageFile(filled);
  const paths = await listPaths(folder);
  const files = new Map<string, AppFile>();
  for (const path of paths) {
    if (CODINGS.some((coding) => path.endsWith(EXTENSIONS[coding]))) continue;
    files.set(below(rootUrl, path), await diskFile(folder, path, paths));
  }
  files.set(below(rootUrl, '/index.html'), page);
  return {
    rootUrl,
    files,
    page,
    contentSecurityPolicy: contentSecurityPolicy(
      settings ?? {},
      readAppProviders(filled),
      readConnectOrigins(environment),
    ),
    hasSettings: settings !== undefined,
  };
}

function below(rootUrl: string, path: string): string {
  return rootUrl + path.slice(1);
}

/** `CONNECT_ORIGINS`: where the app talks to beside what its settings say. */
function readConnectOrigins(environment: Environment): readonly string[] {
  const read = new SettingsReader(environment);
  const origins = read.origins('CONNECT_ORIGINS');
  read.done();
  return origins;
}

async function listPaths(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .map((path) => `/${path.split(sep).join('/')}`),
  );
}

async function diskFile(
  folder: string,
  path: string,
  paths: ReadonlySet<string>,
): Promise<AppFile> {
  const location = join(folder, path);
  return {
    mediaType: mediaTypeOf(extname(path)),
    etag: etagOf(await readFile(location)),
    isImmutable: HASHED_NAME.test(path),
    codings: new Set(
      CODINGS.filter((coding) => paths.has(path + EXTENSIONS[coding])),
    ),
    read: (coding) => readFile(location + (coding ? EXTENSIONS[coding] : '')),
  };
}

/** The page differs from the file on the disk, so it is compressed here. */
function pageFile(html: string): AppFile {
  const plain = Buffer.from(html, 'utf8');
  const compressed: Record<ContentCoding, Uint8Array> = {
    br: brotliCompressSync(plain),
    gzip: gzipSync(plain),
  };
  return {
    mediaType: mediaTypeOf('.html'),
    etag: etagOf(plain),
    isImmutable: false,
    codings: new Set(CODINGS),
    read: (coding) => Promise.resolve(coding ? compressed[coding] : plain),
  };
}

function etagOf(content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('base64url');
  return `W/"${hash.slice(0, 27)}"`;
}
