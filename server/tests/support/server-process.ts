/**
 * A test server in a process of its own, which `server-processes.ts` forks and talks to: one message, one answer.
 */
import { openPostgres } from '../../database/open.ts';
import { loadIdentityProviders } from '../../identity-providers/index.ts';
import { silentLog } from '../../log.ts';
import type { Settings } from '../../settings.ts';
import {
  startTestServer,
  type ServerSettings,
  type TestServer,
} from './server.ts';

/** What the process is told. */
export type Order =
  | { kind: 'start'; databaseUrl: string; publicOrigin: string }
  | {
      kind: 'reset';
      contract: ServerSettings;
      /** Instead of the usual ones; the identity providers are in them. */
      settings: Settings | undefined;
      /** Whether this is the process that makes the data. */
      isFirst: boolean;
    }
  | { kind: 'advance'; seconds: number };

/** What it answers. */
export type Report =
  { kind: 'done'; origin: string } | { kind: 'failed'; why: string };

let server: TestServer | undefined;

async function obey(order: Order): Promise<void> {
  if (order.kind === 'start') {
    const { databaseUrl, publicOrigin } = order;
    const open = openPostgres(databaseUrl, silentLog);
    server = await startTestServer({ open, publicOrigin });
  } else if (order.kind === 'advance') {
    await server?.advance(order.seconds);
  } else {
    await reset(order);
  }
}

async function reset({
  contract,
  isFirst,
  settings,
}: Extract<Order, { kind: 'reset' }>): Promise<void> {
  const changes = settings && {
    settings,
    identityProviders: await loadIdentityProviders(settings.identityProviders),
  };
  if (isFirst) await server?.resetWith(contract, changes ?? {});
  else server?.configure(contract, changes ?? {});
}

process.on('message', (order: Order) => {
  const answer = (report: Report) => process.send?.(report);
  obey(order).then(
    () => answer({ kind: 'done', origin: server?.origin ?? '' }),
    (error: unknown) =>
      answer({
        kind: 'failed',
        why: String(error instanceof Error ? error.stack : error),
      }),
  );
});
