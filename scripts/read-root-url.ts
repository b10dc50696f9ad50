import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import dotenv from '../config/dotenv.js';
import { DEFAULT_ROOT_URL, understandRootUrl } from '../config/root-url.ts';

/**
 * The path that a build is made for: `ROOT_URL` of the process's environment, or else of the same files that ember-cli-dotenv
 * reads. Vite asks before these are read. The tests run at the root, whatever an `.env` says.
 *
 * @throws {SettingsError}
 */
export function readRootUrl(environment: string): string {
  if (environment === 'test') return DEFAULT_ROOT_URL;
  const files = dotenv(environment).path.map((file) =>
    parseEnv(readFileSync(file, 'utf8')),
  );
  const written = [process.env, ...files].map(({ ROOT_URL }) => ROOT_URL);
  return understandRootUrl(written.find((value) => value !== undefined));
}
