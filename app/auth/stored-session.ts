import {
  isRecord,
  own,
  parseSessionData,
  type SessionData,
} from './session-data';

/** The shape of the stored record. A record of another version is discarded, never misread. */
export const STORED_SESSION_VERSION = 1;

/** What ember-simple-auth hands to its session store: the id of the authenticator among the session's data. */
export interface SessionContent {
  authenticated: (SessionData & { authenticator: string }) | EmptyObject;
}

type EmptyObject = Record<string, never>;

/** The record as it lies in storage. */
export interface StoredSession {
  version: typeof STORED_SESSION_VERSION;
  authenticator: string;
  session: SessionData;
}

/** The content of a session that nobody is signed in to. */
export function emptyContent(): SessionContent {
  return { authenticated: {} };
}

/** From ember-simple-auth's content to a record; nothing where nobody is signed in. */
export function toStoredSession(content: unknown): StoredSession | undefined {
  if (!isRecord(content)) return undefined;
  const authenticated = own(content, 'authenticated');
  if (!isRecord(authenticated)) return undefined;
  const authenticator = own(authenticated, 'authenticator');
  const session = parseSessionData(authenticated);
  if (typeof authenticator !== 'string' || !session) return undefined;
  return { version: STORED_SESSION_VERSION, authenticator, session };
}

/**
 * Reads a record that comes from storage, where anything may lie.
 *
 * @param isKnown whether the app has this authenticator for this provider; an unknown one would leave ember-simple-auth stuck
 * @returns the record, or nothing where it is not one of ours, or of another version
 */
export function parseStoredSession(
  value: unknown,
  isKnown: (authenticator: string, provider: string) => boolean,
): StoredSession | undefined {
  if (!isRecord(value)) return undefined;
  const authenticator = own(value, 'authenticator');
  const session = parseSessionData(own(value, 'session'));
  if (
    own(value, 'version') !== STORED_SESSION_VERSION ||
    typeof authenticator !== 'string' ||
    !session ||
    !isKnown(authenticator, session.provider)
  ) {
    return undefined;
  }
  return { version: STORED_SESSION_VERSION, authenticator, session };
}

/** From a record to ember-simple-auth's content. */
export function toContent(stored: StoredSession | undefined): SessionContent {
  if (!stored) return emptyContent();
  return {
    authenticated: { ...stored.session, authenticator: stored.authenticator },
  };
}
