import type { KeyValueStorage } from './key-value-storage';
import { isRecord, own } from './session-data';

/** How long an attempt to sign in may take, in milliseconds. */
const LIFETIME = 10 * 60_000;

/** How many attempts may be under way in this browser; the oldest gives way. */
const MAX_PENDING = 10;

/** What an attempt is for, and by which way it goes. */
export interface TransactionPurpose {
  /** Where the user wanted to go. Checked again when it is used. */
  returnTo: string | undefined;
  /** The `signInId` of the session whose user links the provider; absent where somebody signs in. */
  linkTo?: string | undefined;
  /** Whether the answer is for another page of the app, which waits for it; it may come to go in this one after all. */
  navigator: 'redirect' | 'popup';
}

/** One attempt to sign in by way of a provider. */
export interface Transaction extends TransactionPurpose {
  /** RFC 6749 section 10.12: the answer names it, so that it can be told from an answer that nobody asked for. */
  state: string;
  /** The id of the provider that was asked, and that alone may answer (RFC 9700 section 4.4). */
  provider: string;
  /** RFC 9207: who the answer must come from. */
  issuer: string;
  /** Whether the answer must name its issuer (RFC 9207). */
  namesIssuer?: boolean | undefined;
  /** Absent where our token server redeems the code. */
  tokenEndpoint?: string | undefined;
  redirectUri: string;
  /** RFC 7636 section 4.1. */
  codeVerifier: string;
  /** OpenID Connect Core section 3.1.2.1. */
  nonce: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
}

/** What the transactions need of the world. */
export interface TransactionPorts {
  storage: KeyValueStorage;
  /** Under which name they are kept there. */
  key: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs a task while no other tab runs one. */
  withLock<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * The attempts that are under way in this browser, in all its tabs. One is taken by the act of reading it: whatever happens
 * then, the same answer is not accepted twice (RFC 9700 section 4.7.1).
 */
export class Transactions {
  constructor(private readonly ports: TransactionPorts) {}

  async begin(transaction: Transaction): Promise<void> {
    await this.ports.withLock(async () => {
      const pending = await this.#pending();
      await this.#write([...pending, transaction].slice(-MAX_PENDING));
    });
  }

  /** Takes the attempt that an answer names; nothing where there is none, or it has taken too long. */
  async take(state: string): Promise<Transaction | undefined> {
    return this.ports.withLock(async () => {
      const pending = await this.#pending();
      const taken = pending.find((transaction) => transaction.state === state);
      await this.#write(pending.filter((other) => other !== taken));
      return taken;
    });
  }

  /** The attempt that an answer names, which is left where it is. */
  async peek(state: string): Promise<Transaction | undefined> {
    const pending = await this.#pending();
    return pending.find((transaction) => transaction.state === state);
  }

  /** Lets an attempt that waits for another window go on in this one; nothing where it is over. */
  async redirect(state: string): Promise<void> {
    await this.ports.withLock(async () => {
      const pending = await this.#pending();
      await this.#write(
        pending.map((transaction) =>
          transaction.state === state
            ? { ...transaction, navigator: 'redirect' }
            : transaction,
        ),
      );
    });
  }

  async #pending(): Promise<Transaction[]> {
    const stored = await this.ports.storage.get(this.ports.key);
    const now = this.ports.now();
    return Array.isArray(stored)
      ? stored
          .filter(isTransaction)
          .filter(({ startedAt }) => Math.abs(now - startedAt) < LIFETIME)
      : [];
  }

  async #write(pending: Transaction[]): Promise<void> {
    await (pending.length > 0
      ? this.ports.storage.set(this.ports.key, pending)
      : this.ports.storage.delete(this.ports.key));
  }
}

const TEXTS = [
  'state',
  'provider',
  'issuer',
  'redirectUri',
  'codeVerifier',
  'nonce',
] as const;

const OPTIONAL_TEXTS = ['tokenEndpoint', 'returnTo', 'linkTo'] as const;

/** Anything may lie in storage. */
function isTransaction(value: unknown): value is Transaction {
  if (!isRecord(value)) return false;
  const navigator = own(value, 'navigator');
  return (
    TEXTS.every((name) => typeof own(value, name) === 'string') &&
    OPTIONAL_TEXTS.every((name) =>
      ['string', 'undefined'].includes(typeof own(value, name)),
    ) &&
    typeof own(value, 'startedAt') === 'number' &&
    ['boolean', 'undefined'].includes(typeof own(value, 'namesIssuer')) &&
    (navigator === 'redirect' || navigator === 'popup')
  );
}
