import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { StartedProcess } from '../../../scripts/child-process.ts';
import { startServer } from '../../../scripts/start-server.ts';
import {
  openDatabase,
  type Database as DrizzleDatabase,
} from '../../../server/database/open.ts';
import { todos } from '../../../server/database/schema-todos.ts';
import {
  tokenFamilies,
  refreshTokens,
  users,
} from '../../../server/database/schema.ts';
import { silentLog } from '../../../server/log.ts';
import { readSettings } from '../../../server/settings.ts';
import { newDatabase, type Database } from './database.ts';
import { ServerLog } from './secret-scan/server-log.ts';
import { stop } from './stop-server.ts';

/** PostgreSQL takes 65,535 values in one statement. */
const ROWS_AT_ONCE = 1_000;

/** What the server has written down of one sign-in. */
export interface Family {
  /** Why it is over; nothing while it is not. */
  endReason: string | null;
  /** How many refresh tokens it has had: one by the sign-in, one more by each renewal. */
  refreshTokens: number;
}

/** The real server with the built app, in a process and with a database of its own. It can be stopped and started again. */
export class Server {
  #process: StartedProcess | undefined;

  private constructor(
    /** Scheme, host and port; they stay through a restart. */
    readonly origin: string,
    process: StartedProcess,
    private readonly settings: Record<string, string>,
    private readonly database: Database,
    private readonly log: ServerLog,
  ) {
    this.#process = process;
  }

  /** @param settings over the defaults, see `server/settings.ts` */
  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const database = await newDatabase();
    const all = { ...database.settings, APP_DIR: 'dist', ...settings };
    const log = new ServerLog(all);
    const process = await startServer({ ...all, PORT: '0' }, log.hear);
    return new Server(process.answer, process, all, database, log);
  }

  async stop(): Promise<void> {
    if (!this.#process) return;
    await stop(this.#process);
    this.#process = undefined;
    this.log.write();
  }

  /** Starts it again, where it was, with the data that it had. */
  async startAgain(): Promise<void> {
    const { port } = new URL(this.origin);
    this.#process = await startServer(
      { ...this.settings, PORT: port },
      this.log.hear,
    );
  }

  /** Stops it, and tells of all sign-ins that it has seen, in their order. */
  async families(): Promise<Family[]> {
    return this.#inDatabase(async (database) => {
      const families = await database
        .select()
        .from(tokenFamilies)
        .orderBy(tokenFamilies.createdAt);
      const tokens = await database.select().from(refreshTokens);
      return families.map(({ id, endReason }) => ({
        endReason,
        refreshTokens: tokens.filter(({ familyId }) => familyId === id).length,
      }));
    });
  }

  /** Stops it, gives a user to-dos in the place of those that they have, and starts it again. The newest one is the last. */
  async giveTodos(email: string, titles: readonly string[]): Promise<void> {
    await this.#inDatabase(async (database) => {
      const [owner] = await database
        .select({ id: users.id })
        .from(users)
        .where(eq(users.email, email));
      if (!owner) throw new Error(`no ${email}`);
      await database.delete(todos).where(eq(todos.ownerId, owner.id));
      const rows = titles.map((title, index) => {
        const moment = new Date(Date.UTC(2026, 0, 1) + index * 1000);
        return {
          id: randomUUID(),
          ownerId: owner.id,
          title,
          description: '',
          createdAt: moment,
          updatedAt: moment,
          version: 1,
        };
      });
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
        const some = rows.slice(start, start + ROWS_AT_ONCE);
        await database.insert(todos).values(some);
      }
    });
    await this.startAgain();
  }

  /** The titles of all to-dos, in their order. Stops it. */
  async todoTitles(): Promise<string[]> {
    return this.#inDatabase(async (database) => {
      const rows = await database.select().from(todos).orderBy(todos.createdAt);
      return rows.map(({ title }) => title);
    });
  }

  /** The embedded database is one process's at a time. */
  async #inDatabase<T>(work: (database: DrizzleDatabase) => Promise<T>) {
    await this.stop();
    const open = await openDatabase(
      readSettings(this.settings).database,
      silentLog,
    );
    try {
      return await work(open.database);
    } finally {
      await open.close();
    }
  }

  /** Stops it, and throws its data away. */
  async remove(): Promise<void> {
    await this.stop();
    await this.database.drop();
  }
}
