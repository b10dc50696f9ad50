import { randomBytes } from 'node:crypto';
import { argon2id, hash, needsRehash, verify } from 'argon2';

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

/** Hashes and checks passwords. They are taken as the bytes they came in: no trimming, no Unicode normalisation. */
export class Passwords {
  readonly #cost: PasswordCost;
  readonly #dummyHash: string;

  private constructor(cost: PasswordCost, dummyHash: string) {
    this.#cost = cost;
    this.#dummyHash = dummyHash;
  }

  /** The dummy hash is made here, so that not even the first unknown user costs more than a known one. */
  static async create(cost: PasswordCost = PASSWORD_COST): Promise<Passwords> {
    return new Passwords(cost, await digest(randomBytes(32), cost));
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
