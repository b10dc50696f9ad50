import type { HttpBindings } from '@hono/node-server';
import type { AppFiles } from './app-files/load.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database/open.ts';
import type { IdentityProviders } from './identity-providers/types.ts';
import type { Log } from './log.ts';
import type { Passwords } from './passwords.ts';
import type { Principal } from './sessions/authenticate.ts';
import type { Settings } from './settings.ts';

/** The world of one server. There is no other state. */
export interface Dependencies {
  database: Database;
  settings: Settings;
  passwords: Passwords;
  clock: Clock;
  log: Log;
  /** The origin that clients see; known for sure only when the server listens. */
  origin: () => string;
  /** Whether the process has been asked to end. */
  isStopping: () => boolean;
  /** Those that are on. */
  identityProviders: IdentityProviders;
  /** The built app, where there is one. */
  appFiles: AppFiles | undefined;
}

/** What Hono carries along with a request. */
export interface ServerEnvironment {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    principal: Principal;
  };
}
