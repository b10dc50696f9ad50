import type { Mutation } from '../mutate/mutation.ts';

const RENEWAL = {
  suite: 'ember',
  filter: 'Unit | auth | renewal',
  file: 'app/auth/renewal.ts',
} as const;
const SESSION = {
  suite: 'ember',
  filter: 'Unit | services | session',
  file: 'app/services/session.ts',
} as const;
const STORED = {
  suite: 'ember',
  filter: 'Unit | auth | stored session',
} as const;

/** What a session is, and what keeps it one. */
export const sessionMutations: readonly Mutation[] = [
  {
    ...RENEWAL,
    name: 'each caller renews by itself',
    row: 'D1',
    find: 'this.#running ??= ',
    replace: 'this.#running = ',
  },
  {
    ...RENEWAL,
    name: 'a sibling’s newer token is not seen before the token server is asked',
    row: 'D2',
    find: 'if (stored.accessToken !== usedToken) return stored;',
    replace: '',
  },
  {
    ...RENEWAL,
    name: 'a refusal is believed although a sibling has renewed',
    row: 'D14',
    find: 'if (current && current.accessToken !== stored.accessToken) return current;',
    replace: '',
  },
  {
    ...SESSION,
    file: 'app/auth/session-renewals.ts',
    name: 'a renewal for somebody who has left is handed out',
    row: 'D6',
    find: 'if (renewed.signInId !== asker.signInId) throw new SessionChangedError();',
    replace: '',
  },
  {
    ...SESSION,
    name: 'a session that began in another tab is ended',
    row: 'D6',
    find: 'if (stored.signInId !== data.signInId) return;',
    replace: '',
  },
  {
    suite: 'ember',
    filter: 'Unit | authenticators | attempts',
    file: 'app/authenticators/attempts.ts',
    name: 'tokens that come after the attempt was given up are not revoked',
    row: 'J8',
    find: 'if (session && signal.aborted) void flow.revoke(session);',
    replace: '',
  },
  {
    ...STORED,
    file: 'app/auth/stored-session.ts',
    name: 'a record of another version is read',
    row: 'H7',
    find: "own(value, 'version') !== STORED_SESSION_VERSION ||",
    replace: '',
  },
  {
    ...STORED,
    file: 'app/auth/stored-session.ts',
    name: 'any authenticator that storage names is looked up',
    row: 'H2',
    find: '!isKnown(authenticator, session.provider)',
    replace: 'false',
  },
  {
    suite: 'ember',
    filter: 'Unit | auth | session data',
    file: 'app/auth/session-data.ts',
    name: 'an expiry of any kind is taken from storage',
    row: 'H1',
    find: '!(expiresAt === undefined || isInstant(expiresAt)) ||',
    replace: '',
  },
  {
    suite: 'ember',
    filter: 'Unit | auth | session data',
    file: 'app/auth/session-data.ts',
    name: 'a refresh token of any characters is taken from storage',
    row: 'H1',
    find: '!(refreshToken === undefined || isRefreshToken(refreshToken)) ||',
    replace: '',
  },
  {
    suite: 'ember',
    filter: 'Acceptance | sign in with a password',
    file: 'app/components/password-form.gts',
    name: 'what a signed-in user needs waits for the token',
    find: 'void loadSignedInPart(getOwner(this)!).catch(() => undefined);',
    replace: '',
  },
  {
    suite: 'ember',
    filter: 'Unit | translations | words',
    file: 'app/translations/index.ts',
    name: 'each key that is typed renders all texts anew',
    find: 'if (!isSpoken(code, own)) spoken.now',
    replace: 'spoken.now',
  },
];
