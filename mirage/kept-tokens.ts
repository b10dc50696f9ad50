import type { Middleware, MirageServer } from './schema.ts';

const KEY = 'latchkey:simulated-server';
const COLLECTIONS = ['tokenFamilies', 'refreshTokens', 'accessTokens'] as const;

/** How long what has expired is still known, in milliseconds: longer than any retry window. */
const MEMORY = 24 * 60 * 60 * 1000;

interface TokenRecord {
  id: string;
  expiresAt: number;
}

type KeptTokens = Record<(typeof COLLECTIONS)[number], TokenRecord[]>;

/**
 * Lets the tokens of a server outlive the page. They are read before each request and written after it, so that all
 * tabs of a browser see the same ones, as they would with a real server.
 */
export function keepTokens(
  { db }: MirageServer,
  { storage, now }: { storage: Storage; now: () => number },
): Middleware {
  return (_schema, _request, next) => {
    if (!next) throw new TypeError('Mirage calls a middleware with the next');
    load();
    const response = next();
    save();
    return response;
  };

  function load(): void {
    const kept = parse(storage.getItem(KEY));
    if (!kept) return;
    for (const name of COLLECTIONS) db[name]?.remove();
    db.loadData(kept);
  }

  function save(): void {
    const kept = COLLECTIONS.map((name) => {
      const records: TokenRecord[] = db[name] ?? [];
      return [
        name,
        records.filter(({ expiresAt }) => expiresAt > now() - MEMORY),
      ];
    });
    storage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  }
}

/** Nothing, where the text is not what `save` wrote: then the tokens of this page are the only ones. */
function parse(text: string | null): KeptTokens | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    return isKeptTokens(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isKeptTokens(value: unknown): value is KeptTokens {
  return (
    typeof value === 'object' &&
    value !== null &&
    COLLECTIONS.every((name) => {
      const records: unknown = (value as Record<string, unknown>)[name];
      return Array.isArray(records) && records.every(isTokenRecord);
    })
  );
}

function isTokenRecord(value: unknown): value is TokenRecord {
  const { id, expiresAt } = (value ?? {}) as Partial<TokenRecord>;
  return typeof id === 'string' && typeof expiresAt === 'number';
}
