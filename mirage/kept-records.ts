import type { MirageServer } from './schema.ts';
import { isSeededUserId } from './user-id.ts';

/** Counted up when records of before would not do any more. */
const KEY = 'latchkey:simulated-server:2';

/** How long what has expired is still known, in milliseconds: longer than any retry window. */
const MEMORY = 24 * 60 * 60 * 1000;

interface KeptRecord {
  id: string;
  expiresAt?: number;
  isChanged?: boolean;
}

/** What is kept, and which records of it: what each start has anyway is not. */
const COLLECTIONS = {
  users: ({ id, isChanged }: KeptRecord) => !isSeededUserId(id) || isChanged,
  todos: all,
  externalIdentities: all,
  tokenFamilies: all,
  refreshTokens: all,
  accessTokens: all,
  authorizationCodes: all,
  signInAttempts: all,
} as const;

type CollectionName = keyof typeof COLLECTIONS;
/** What is needed of a browser's storage. */
export type KeptStorage = Pick<Storage, 'getItem' | 'setItem'>;

type KeptRecords = Record<CollectionName, KeptRecord[]>;

/** Does work that reads and changes the server's records, while nobody else does. */
export type InOneGo = <Result>(work: () => Result) => Result;

/** For a server whose records end with the page. */
export const keepNothing: InOneGo = (work) => work();

/**
 * Lets who signs in outlive the page: tokens, codes on their way, accounts and their identities. They are read before
 * each piece of work and written after it, so that all tabs of a browser see the same ones, as they would with a real
 * server. The work is done by the time that it returns, or else two tabs would overwrite each other's.
 */
export function keepRecords(
  { db }: MirageServer,
  { storage, now }: { storage: KeptStorage; now: () => number },
): InOneGo {
  return (work) => {
    load();
    try {
      return work();
    } finally {
      save();
    }
  };

  function load(): void {
    const kept = parse(storage.getItem(KEY));
    if (!kept) return;
    for (const name of names()) {
      const ids = new Set(kept[name].map(({ id }) => id));
      const others = recordsOf(name).filter(
        (one) => !COLLECTIONS[name](one) && !ids.has(one.id),
      );
      // All of them, or Mirage would not take an id for a second time.
      db[name]?.remove();
      db.loadData({ [name]: [...others, ...kept[name]] });
    }
  }

  function save(): void {
    const since = now() - MEMORY;
    const kept = names().map((name) => [
      name,
      recordsOf(name)
        .filter(COLLECTIONS[name])
        .filter(({ expiresAt = Infinity }) => expiresAt > since),
    ]);
    storage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  }

  function recordsOf(name: CollectionName): KeptRecord[] {
    return db[name] ?? [];
  }
}

function all(): boolean {
  return true;
}

function names(): CollectionName[] {
  return Object.keys(COLLECTIONS) as CollectionName[];
}

/** Nothing, where the text is not what `save` wrote: then the records of this page are the only ones. */
function parse(text: string | null): KeptRecords | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    return isKeptRecords(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isKeptRecords(value: unknown): value is KeptRecords {
  return (
    typeof value === 'object' &&
    value !== null &&
    names().every((name) => {
      const records: unknown = (value as Record<string, unknown>)[name];
      return Array.isArray(records) && records.every(isKeptRecord);
    })
  );
}

function isKeptRecord(value: unknown): value is KeptRecord {
  const { id, expiresAt } = (value ?? {}) as Partial<KeptRecord>;
  return (
    typeof id === 'string' &&
    (expiresAt === undefined || typeof expiresAt === 'number')
  );
}
