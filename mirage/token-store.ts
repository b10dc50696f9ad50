import { randomToken } from './random-token.ts';
import type {
  AccessToken,
  RefreshToken,
  SimulatedSchema,
  TokenFamily,
} from './schema.ts';
import type { Settings } from './settings.ts';

/** A fresh pair. */
export interface IssuedTokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
  /** Of the access token; the refresh token keeps the whole scope of its family (RFC 6749 section 6). */
  scope: readonly string[];
  /** What the pair belongs to. */
  familyId: string;
}

export interface TokenStoreParts {
  schema: SimulatedSchema;
  settings: Settings;
  /** Milliseconds since 1970. */
  now: () => number;
}

interface FamilyDetails {
  userId: string;
  clientId: string;
  scope: readonly string[];
  /** The browser that signs in. */
  userAgent: string;
}

/** Where all requests to a server inside the page come from. */
const ADDRESS = '127.0.0.1';

/** How exact the last use of a family is, in milliseconds. */
const USE_INTERVAL = 60_000;

/** Either kind of token; the union of Mirage's two types cannot be updated. */
interface Revocable {
  revokedAt: number | null;
  update(changes: { revokedAt: number }): void;
}

/** Families of tokens in Mirage's database, where a test can look at them and spoil them. */
export class TokenStore {
  readonly #schema: SimulatedSchema;
  readonly #settings: Settings;
  readonly #now: () => number;

  constructor({ schema, settings, now }: TokenStoreParts) {
    this.#schema = schema;
    this.#settings = settings;
    this.#now = now;
  }

  startFamily(details: FamilyDetails): TokenFamily {
    return this.#schema.create('tokenFamily', {
      ...details,
      id: crypto.randomUUID(),
      address: ADDRESS,
      createdAt: this.#now(),
      lastUsedAt: this.#now(),
      expiresAt: this.#after(this.#settings.sessionLifetime),
      endedAt: null,
    });
  }

  /** Ends a family: from the next request on none of its tokens is accepted. */
  endFamily(family: TokenFamily): void {
    family.update({ endedAt: family.endedAt ?? this.#now() });
  }

  /** The families of a user that are not over, the one used last first. */
  liveFamiliesOf(userId: string): TokenFamily[] {
    return this.#schema
      .where('tokenFamily', { userId })
      .models.filter((family) => this.#isLive(family))
      .sort(
        (one, other) =>
          other.lastUsedAt - one.lastUsedAt || (one.id < other.id ? 1 : -1),
      );
  }

  familyOf(token: RefreshToken | AccessToken): TokenFamily | null {
    return this.#schema.find('tokenFamily', token.familyId);
  }

  refreshToken(token: string): RefreshToken | null {
    return this.#schema.find('refreshToken', token);
  }

  accessToken(token: string): AccessToken | null {
    return this.#schema.find('accessToken', token);
  }

  /** Writes a new pair into a family. Neither token outlives the family's absolute end. */
  issue(family: TokenFamily, scope: readonly string[]): IssuedTokens {
    const { accessTokenLifetime, refreshTokenLifetime } = this.#settings;
    const until = (seconds: number) =>
      Math.min(this.#after(seconds), family.expiresAt);
    const expiresAt = until(accessTokenLifetime);

    const refreshToken = this.#schema.create('refreshToken', {
      id: randomToken(),
      familyId: family.id,
      successorId: null,
      expiresAt: until(refreshTokenLifetime),
      usedAt: null,
      revokedAt: null,
    });
    const accessToken = this.#schema.create('accessToken', {
      id: randomToken(),
      familyId: family.id,
      refreshTokenId: refreshToken.id,
      scope,
      expiresAt,
      firstUsedAt: null,
      revokedAt: null,
    });
    return {
      accessToken: accessToken.id,
      refreshToken: refreshToken.id,
      expiresIn: Math.ceil((expiresAt - this.#now()) / 1000),
      scope,
      familyId: family.id,
    };
  }

  /** Marks a refresh token as used. The moment of the first use stays: a retry does not prolong it. */
  replace(token: RefreshToken, successor: IssuedTokens): void {
    token.update({
      usedAt: token.usedAt ?? this.#now(),
      successorId: successor.refreshToken,
    });
    this.familyOf(token)?.update({ lastUsedAt: this.#now() });
  }

  /**
   * Whether a used token may be used once more: the answer to its first use seems to be lost. That is so within the
   * window after that first use, and while nothing of that answer has been used; what it brought is revoked.
   */
  mayRetry(token: RefreshToken): boolean {
    const { usedAt, revokedAt, successorId } = token;
    if (usedAt === null || successorId === null || revokedAt !== null) {
      return false;
    }
    const window = this.#settings.refreshTokenRetryWindow * 1000;
    if (this.#now() >= usedAt + window) return false;

    const successor = this.refreshToken(successorId);
    const accessToken = this.#schema.findBy('accessToken', {
      refreshTokenId: successorId,
    });
    if (!successor || isSpent(successor)) return false;
    if (!accessToken || accessToken.firstUsedAt !== null) return false;

    this.revoke(successor);
    this.revoke(accessToken);
    return true;
  }

  revoke(token: Revocable): void {
    token.update({ revokedAt: token.revokedAt ?? this.#now() });
  }

  /**
   * Records the first use, which proves that the answer that brought the token has arrived, and the last use of the
   * family, at most once a minute.
   */
  recordUse(token: AccessToken, family: TokenFamily): void {
    token.update({ firstUsedAt: token.firstUsedAt ?? this.#now() });
    if (family.lastUsedAt <= this.#now() - USE_INTERVAL) {
      family.update({ lastUsedAt: this.#now() });
    }
  }

  hasExpired({ expiresAt }: { expiresAt: number }): boolean {
    return expiresAt <= this.#now();
  }

  /** Neither ended nor expired, with a token that is good for something. */
  #isLive(family: TokenFamily): boolean {
    if (family.endedAt !== null || this.hasExpired(family)) return false;
    const own = { familyId: family.id };
    return (
      this.#schema
        .where('refreshToken', own)
        .models.some((token) => !isSpent(token) && !this.hasExpired(token)) ||
      this.#schema
        .where('accessToken', own)
        .models.some(
          (token) => token.revokedAt === null && !this.hasExpired(token),
        )
    );
  }

  #after(seconds: number): number {
    return this.#now() + seconds * 1000;
  }
}

/** Whether a refresh token has been used or revoked, so that presenting it once more is suspicious. */
export function isSpent(token: RefreshToken): boolean {
  return token.usedAt !== null || token.revokedAt !== null;
}
