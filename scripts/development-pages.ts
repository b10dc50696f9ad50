import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/**
 * What a server must know of the app's pages that has no build of it to read that in, as in development. What somebody has set
 * stays as it is.
 *
 * @param app where the app is: origin and root URL
 * @param file of the server's settings
 */
export function pagesOfApp(app: string, file: string): Record<string, string> {
  const written = {
    ...(existsSync(file) && parseEnv(readFileSync(file, 'utf8'))),
    ...process.env,
  };
  const pages = {
    REDIRECT_URIS: `${app}login/callback/{provider}`,
    POST_LOGOUT_REDIRECT_URIS: `${app}login,${app}`,
  };
  return Object.fromEntries(
    Object.entries(pages).filter(([name]) => !written[name]),
  );
}
