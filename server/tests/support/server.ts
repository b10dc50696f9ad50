import type { Hono } from 'hono';
import { sql } from 'drizzle-orm';
import { CONTRACT_CLIENTS } from '../../../contract/seed.ts';
import type {
  ContractSettings,
  ContractTarget,
} from '../../../contract/types.ts';
import { createServerApp } from '../../app.ts';
import { secondsAfter } from '../../clock.ts';
import type { Database, OpenDatabase } from '../../database/open.ts';
import { clients } from '../../database/schema.ts';
import { ensureFirstPartyClient, seedDemo } from '../../database/seed.ts';
import type { Dependencies, ServerEnvironment } from '../../dependencies.ts';
import {
  listen,
  type ConnectionLimits,
  type Listening,
} from '../../http/listen.ts';
import { bareHeaders } from '../../http/security-headers.ts';
import { silentLog } from '../../log.ts';
import { firstPartyTerms } from '../../oauth/first-party.ts';
import { ensureSigningKey } from '../../openid/signing-keys.ts';
import { Passwords } from '../../passwords.ts';
import { readSettings } from '../../settings.ts';
import { openTestDatabase } from './database.ts';

/** Many tests send wrong passwords; those of the throttling are the ones that must not get away with it. */
const PATIENT = readSettings({ SIGN_IN_FREE_FAILURES: '1000' });

/** Where the clock stands after a reset. */
export const TEST_START = new Date('2026-01-15T12:00:00Z');

/** What a case may want of the server alone; `contract-target.ts` brings the providers. */
export type ServerSettings = Omit<ContractSettings, 'identityProviders'>;

export interface TestServer extends Omit<ContractTarget, 'reset' | 'visit'> {
  origin: string;
  database: Database;
  passwords: Passwords;
  now(): Date;
  /** The same server, at another port and with other limits. */
  listenWith(limits: Partial<ConnectionLimits>): Promise<Listening>;
  reset(settings: ServerSettings): Promise<void>;
  /** Takes settings and puts the clock back, but leaves the data alone: another process has made it. */
  configure(settings: ServerSettings, changes: Partial<Dependencies>): void;
  /** Starts afresh like `reset`, with other dependencies than usual. */
  resetWith(
    settings: ServerSettings,
    changes: Partial<Dependencies>,
  ): Promise<void>;
  /** Posts a form and reads the JSON answer. */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  /** A database of its own by default. */
  open?: OpenDatabase;
  /** What clients see; where it listens by default. */
  publicOrigin?: string;
}

/** The real server on a real port, with a real database and a clock that moves when a test says so. */
export async function startTestServer({
  open: given,
  publicOrigin,
}: TestServerOptions = {}): Promise<TestServer> {
  const open = given ?? (await openTestDatabase());
  const { database } = open;
  const passwords = await Passwords.create();
  let now = TEST_START;
  let app: Hono<ServerEnvironment> | undefined;
  const listenWith = (limits: Partial<ConnectionLimits>) =>
    listen(
      {
        fetch: (...parameters) => {
          if (!app) throw new Error('reset the test server first');
          return app.fetch(...parameters);
        },
      },
      { host: '127.0.0.1', port: 0, headers: bareHeaders(false), limits },
    );
  const listening = await listenWith({});
  const { origin } = listening;

  function configure(
    contractSettings: ServerSettings,
    changes: Partial<Dependencies>,
  ): Dependencies {
    const settings = { ...PATIENT, ...contractSettings };
    now = TEST_START;
    const dependencies: Dependencies = {
      database,
      settings,
      passwords,
      clock: () => now,
      log: silentLog,
      origin: () => publicOrigin ?? origin,
      isStopping: () => false,
      identityProviders: new Map(),
      appFiles: undefined,
      ...changes,
    };
    app = createServerApp(dependencies);
    return dependencies;
  }

  async function resetWith(
    settings: ServerSettings,
    changes: Partial<Dependencies>,
  ): Promise<void> {
    const dependencies = configure(settings, changes);
    await database.execute(
      sql`truncate users, clients, token_families, refresh_tokens, access_tokens, presented_codes, identity_provider_starts, gateway_attempts, sign_in_buckets, sign_in_places cascade`,
    );
    // A test may take the database away from the server, not from its seed.
    await seed({ ...dependencies, database });
  }

  return {
    origin,
    database,
    passwords,
    listenWith,
    now: () => now,
    configure,
    resetWith,
    reset: (settings) => resetWith(settings, {}),
    advance: (seconds) => {
      now = secondsAfter(now, seconds);
      return Promise.resolve();
    },
    fetch: (path, init) => fetch(origin + path, init),
    post: async (path, form, headers = {}) => {
      const response = await fetch(origin + path, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers,
      });
      const text = await response.text();
      return {
        status: response.status,
        body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
      };
    },
    close: async () => {
      await listening.close();
      await open.close();
    },
  };
}

async function seed(dependencies: Dependencies): Promise<void> {
  const { clock, database, passwords } = dependencies;
  const now = clock();
  await ensureSigningKey(database, now);
  await ensureFirstPartyClient(database, firstPartyTerms(dependencies));
  for (const { id, name, grants, scopes } of CONTRACT_CLIENTS) {
    await database
      .insert(clients)
      .values({
        id,
        name,
        grants: [...grants],
        scopes: [...scopes],
        redirectUris: [],
        createdAt: now,
      })
      .onConflictDoNothing();
  }
  await seedDemo(database, passwords, now);
}
