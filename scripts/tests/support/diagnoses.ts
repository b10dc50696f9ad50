import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  findingsOf,
  inShort,
  type Installation,
  type Variables,
} from './doctor.ts';

/** Where the server of `diagnoses` is, and its app, unless a row says otherwise. */
export const ORIGIN = 'https://app.example.com';

/** Another origin, for the app. */
export const ELSEWHERE = 'https://www.example.com';

/** An installation that needs no doctor: the server gives out the app. */
const APP: Variables = {
  SIGN_IN_METHODS: 'password,google',
  GOOGLE_CLIENT_ID: '123-abc.apps.googleusercontent.com',
};
const SERVER: Variables = {
  ...APP,
  PUBLIC_URL: ORIGIN,
  SEED_DEMO: 'off',
  GOOGLE_CLIENT_SECRET: 'GOCSPX-the-secret-of-google',
};

/** The same, with the app on an origin of its own. */
export const APART = {
  origin: ELSEWHERE,
  app: { API_HOST: ORIGIN },
  server: {
    CORS_ORIGINS: ELSEWHERE,
    REDIRECT_URIS: `${ELSEWHERE}/login/callback/{provider}`,
  },
} as const;

/** What is said of every installation that has the password grant. */
const GRANT_NOTE = 'note PASSWORD_GRANT';

/** What a healthy installation is changed by, and what the doctor says then. */
export interface Row extends Partial<Installation> {
  name: string;
  /** Lines of `.env`. */
  app?: Variables;
  /** Lines of `.env.server`. */
  server?: Variables;
  /** In short, beside the note on the password grant, in their order. */
  finds: string[];
  /** What the first of them says. */
  says?: RegExp;
}

/** The setting for these ways to sign in. */
export function methods(list: string): Variables {
  return { SIGN_IN_METHODS: list };
}

/** The same lines in both files. */
export function both(variables: Variables) {
  return { app: variables, server: variables };
}

/** One test a row. */
export function diagnoses(subject: string, rows: readonly Row[]): void {
  describe(`the doctor: ${subject}`, () => {
    for (const { app, files, finds, name, says, server, ...row } of rows) {
      test(name, async () => {
        const findings = await findingsOf({
          ...row,
          files: {
            '.env': { ...APP, ...app },
            '.env.server': { ...SERVER, ...server },
            ...files,
          },
        });
        const found = findings.map(inShort).filter((one) => one !== GRANT_NOTE);
        assert.deepEqual(found, finds, JSON.stringify(findings, null, 1));
        if (says) assert.match(findings[0]?.text ?? '', says);
      });
    }
  });
}
