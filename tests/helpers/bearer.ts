import type { BearerSession } from 'latchkey/auth/session-data';
import type SessionService from 'latchkey/services/session';

/** The session of a test that has signed in for tokens; nothing where nobody is signed in. */
export function bearer(session: SessionService): BearerSession | undefined {
  const { current } = session;
  return current?.kind === 'bearer' ? current : undefined;
}
