import { renewsAt } from './renewal-plan';
import type { SessionData } from './session-data';
import type { PastState } from './session-history';

/** What a report is made of. */
export interface Observed {
  session: SessionData | undefined;
  history: readonly PastState[];
  /** Milliseconds since the epoch, by this machine's clock. */
  now: number;
  isOnline: boolean;
  language: string;
  userAgent: string;
  settings: {
    apiBase: string;
    signInMethods: readonly string[];
    tokenEndpoint: string;
  };
}

/**
 * What support needs to know of a session, as JSON to be sent by mail: how it is kept and what became of it. It names all that it
 * takes, so that no token, name or address can come along.
 */
export function toReport(observed: Observed): string {
  const { history, isOnline, language, now, userAgent } = observed;
  const { apiBase, signInMethods, tokenEndpoint } = observed.settings;
  return JSON.stringify(
    {
      at: isoOf(now),
      session: observed.session && describe(observed.session),
      history: history.map(({ at, reason, status }) => ({
        at: isoOf(at),
        status,
        reason,
      })),
      browser: { isOnline, language, userAgent },
      settings: { apiBase, signInMethods, tokenEndpoint },
    },
    null,
    2,
  );
}

function describe(session: SessionData) {
  const { endsAt, kind, provider } = session;
  const common = {
    kind,
    provider,
    endsAt: isoOf(endsAt),
    isKept: session.browserSession === undefined,
  };
  if (session.kind === 'cookie') return common;
  return {
    ...common,
    scope: session.scope,
    issuedAt: isoOf(session.issuedAt),
    expiresAt: isoOf(session.expiresAt),
    renewsAt: isoOf(renewsAt(session)),
    hasRefreshToken: session.refreshToken !== undefined,
  };
}

function isoOf(time: number | undefined): string | undefined {
  if (time === undefined) return undefined;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}
