import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { argon2id, hash, needsRehash, verify } from 'argon2';
import { WorkQueue, type WorkLimits } from './work-queue.ts';

/** The cost of one guess. `memory` is in KiB. */
export interface PasswordCost {
  memory: number;
  time: number;
  parallelism: number;
}

/** [OWASP's minimum for argon2id](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html). */
export const PASSWORD_COST: PasswordCost = {
  memory: 19_456,
  time: 2,
  parallelism: 1,
};

/**
 * Each that is hashed takes 19 MiB and one of the four threads that Node has for such work; one of them is left for files
 * and names. What waits is some seconds of work.
 */
export const PASSWORD_LIMITS: WorkLimits = {
  concurrency: Math.min(availableParallelism(), 3),
  length: 250,
};

/** Hashes and checks passwords. They are taken as the bytes they came in: no trimming, no Unicode normalisation. */
export class Passwords {
  readonly #cost: PasswordCost;
  readonly #dummyHash: string;
  readonly #queue: WorkQueue;

  private constructor(
    cost: PasswordCost,
    dummyHash: string,
    limits: WorkLimits,
  ) {
    this.#cost = cost;
    this.#dummyHash = dummyHash;
    this.#queue = new WorkQueue(limits);
  }

  /** The dummy hash is made here, so that not even the first unknown user costs more than a known one. */
  static async create(
    cost: PasswordCost = PASSWORD_COST,
    limits: WorkLimits = PASSWORD_LIMITS,
  ): Promise<Passwords> {
    return new Passwords(cost, await digest(randomBytes(32), cost), limits);
  }

  /**
   * Does what hashes a password for somebody who is not known yet, when its turn has come. `hash` and `verify` do not
   * queue by themselves, because one turn may take both.
   * @throws QueueFullError
   */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#queue.run(work);
  }

  async hash(password: string): Promise<string> {
    return digest(Buffer.from(password, 'utf8'), this.#cost);
  }

  /**
   * Whether this is the password behind the stored hash. With `null` (no such user, or one without a password) the
   * answer is no, at the same cost, so that the time does not tell who has an account.
   */
  async verify(storedHash: string | null, password: string): Promise<boolean> {
    const fits = await verify(
      storedHash ?? this.#dummyHash,
      Buffer.from(password, 'utf8'),
    );
    return storedHash !== null && fits;
  }

  /** Whether a stored hash was made at another cost than today's. */
  isOutdated(storedHash: string): boolean {
    return needsRehash(storedHash, toOptions(this.#cost));
  }
}

function digest(password: Buffer, cost: PasswordCost): Promise<string> {
  return hash(password, { type: argon2id, ...toOptions(cost) });
}

function toOptions(cost: PasswordCost) {
  return {
    memoryCost: cost.memory,
    timeCost: cost.time,
    parallelism: cost.parallelism,
  };
}
