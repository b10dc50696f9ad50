import { SessionChangedError } from './errors';

/** What all sessions have. */
interface AnySession {
  /** The id of the identity provider: the name of its file in `app/identity-providers/`. */
  provider: string;
  /** Random, new with each sign-in and kept by renewals: tells a new token from a new user. */
  signInId?: string;
  /** When the session is over however often it was renewed, in milliseconds since the epoch. */
  endsAt?: number;
  /** The id of the browser session that it ends with; absent where the user is to be kept signed in. */
  browserSession?: string;
  /** Who it is, as the provider says: by the `id_token` that came with the tokens, or by the gateway; absent where nobody said it. */
  subject?: string;
}

/** What ember-simple-auth keeps of a session that holds tokens. */
export interface BearerSession extends AnySession {
  kind: 'bearer';
  accessToken: string;
  refreshToken?: string;
  /** When the access token came, in milliseconds since the epoch, by this machine's clock. */
  issuedAt?: number;
  /** When the access token runs out, in milliseconds since the epoch, by this machine's clock. */
  expiresAt?: number;
  /** RFC 6749 section 3.3, as granted. */
  scope?: string;
}

/**
 * What ember-simple-auth keeps of a session that a gateway holds. The session itself is a cookie that no script can read; this
 * is only who it was when the gateway was asked last.
 */
export interface CookieSession extends AnySession {
  kind: 'cookie';
  user: { email?: string; name?: string };
}

/** What ember-simple-auth keeps of a session; validated whenever it is read from storage. */
export type SessionData = BearerSession | CookieSession;

/** RFC 6750 section 2.1 (`b64token`): what may stand in an `Authorization` header, and nothing that could split it. */
const BEARER_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** RFC 6749 appendix A.17 (`refresh_token`): visible ASCII. */
const REFRESH_TOKEN = /^[\x20-\x7e]+$/;

/** Longer than any token that a server in use gives out, shorter than what would hurt. */
const MAX_TOKEN_LENGTH = 16_384;

/** Whether a value can be sent as a bearer token (RFC 6750 section 2.1). */
export function isBearerToken(value: unknown): value is string {
  return isShortText(value) && BEARER_TOKEN.test(value);
}

/** Whether a value can be a refresh token (RFC 6749 appendix A.17). */
export function isRefreshToken(value: unknown): value is string {
  return isShortText(value) && REFRESH_TOKEN.test(value);
}

/**
 * Reads session data that comes from outside (storage, another tab).
 *
 * @returns only the members that are known, or nothing where it is not a session
 */
export function parseSessionData(value: unknown): SessionData | undefined {
  if (!isRecord(value)) return undefined;
  const kind = own(value, 'kind');
  if (kind === 'bearer') return parseBearerSession(value);
  return kind === 'cookie' ? parseCookieSession(value) : undefined;
}

function parseAnySession(
  value: Record<string, unknown>,
): AnySession | undefined {
  const provider = own(value, 'provider');
  const signInId = own(value, 'signInId');
  const endsAt = own(value, 'endsAt');
  const browserSession = own(value, 'browserSession');
  const subject = own(value, 'subject');
  if (
    !isShortText(provider) ||
    !(signInId === undefined || isShortText(signInId)) ||
    !(endsAt === undefined || isInstant(endsAt)) ||
    !(browserSession === undefined || isShortText(browserSession)) ||
    !(subject === undefined || isShortText(subject))
  ) {
    return undefined;
  }
  return {
    provider,
    ...(signInId !== undefined && { signInId }),
    ...(endsAt !== undefined && { endsAt }),
    ...(browserSession !== undefined && { browserSession }),
    ...(subject !== undefined && { subject }),
  };
}

function parseBearerSession(
  value: Record<string, unknown>,
): BearerSession | undefined {
  const session = parseAnySession(value);
  const accessToken = own(value, 'accessToken');
  const refreshToken = own(value, 'refreshToken');
  const issuedAt = own(value, 'issuedAt');
  const expiresAt = own(value, 'expiresAt');
  const scope = own(value, 'scope');
  if (
    !session ||
    !isBearerToken(accessToken) ||
    !(refreshToken === undefined || isRefreshToken(refreshToken)) ||
    !(issuedAt === undefined || isInstant(issuedAt)) ||
    !(expiresAt === undefined || isInstant(expiresAt)) ||
    !(scope === undefined || typeof scope === 'string')
  ) {
    return undefined;
  }
  return {
    kind: 'bearer',
    ...session,
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(issuedAt !== undefined && { issuedAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(scope !== undefined && { scope }),
  };
}

function parseCookieSession(
  value: Record<string, unknown>,
): CookieSession | undefined {
  const session = parseAnySession(value);
  const user = own(value, 'user');
  if (!session || !isRecord(user)) return undefined;
  const email = own(user, 'email');
  const name = own(user, 'name');
  return {
    kind: 'cookie',
    ...session,
    user: {
      ...(isShortText(email) && { email }),
      ...(isShortText(name) && { name }),
    },
  };
}

/**
 * A session as one that holds tokens, for whoever asks with a token.
 *
 * @throws {SessionChangedError} where a gateway holds it: somebody has signed in another way meanwhile
 */
export function bearerOf(session: SessionData): BearerSession {
  if (session.kind === 'bearer') return session;
  throw new SessionChangedError();
}

/** Whether two sessions hold the same data. */
export function isSameSession(
  a: SessionData | undefined,
  b: SessionData | undefined,
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether a value is an object with members, and not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of the object itself: what a prototype lends does not count. */
export function own(value: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function isShortText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= MAX_TOKEN_LENGTH
  );
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
