/**
 * What the session is at this moment.
 *
 * - `restoring`: the app has just been opened, and the stored record is being read.
 * - `anonymous`: nobody has been signed in since the app was opened.
 * - `active`: somebody is signed in, as far as anybody has said.
 * - `renewing`: as `active`, and a newer token is being asked for.
 * - `unverified`: somebody is signed in, and the servers can't be asked whether that still holds.
 * - `ended`: somebody was signed in.
 */
export type SessionStatus =
  'restoring' | 'anonymous' | 'active' | 'renewing' | 'unverified' | 'ended';

/** Why a session is over. */
export type EndReason =
  /** By the user, in this tab or in another one. */
  | 'signed-out'
  | 'signed-out-elsewhere'
  /** The token server does not renew it any more, and the access token has run out. */
  | 'expired'
  /** The token server or the API said no before that. */
  | 'revoked'
  /** Nobody was there. */
  | 'idle'
  /** Another sign-in has taken its place. */
  | 'replaced';

/** Why a session can't be verified: there is no connection, or no server answers. */
export type DoubtReason = 'offline' | 'unreachable';

/** Why the session has the status that it has. */
export type SessionReason = 'signed-in' | EndReason | DoubtReason;

/** The session's status, and why it has that. */
export interface SessionState {
  readonly status: SessionStatus;
  readonly reason?: SessionReason | undefined;
}

/** What happens to a session. */
export type SessionEvent =
  /** A record of a former visit was there, or none. */
  | { type: 'restored' }
  | { type: 'nobody' }
  | { type: 'signed-in' }
  | { type: 'renewal-began' }
  /** A newer token has come. */
  | { type: 'renewed' }
  /** The API has answered, so that the token is a good one. */
  | { type: 'verified' }
  /** A server could not be asked, or gave no answer of its own. */
  | { type: 'doubted'; reason: DoubtReason }
  | { type: 'ended'; reason: EndReason };

/** Where each event leads from each status. What is not named here changes nothing: it came too late, or says nothing new. */
const TRANSITIONS: Record<
  SessionStatus,
  Partial<Record<SessionEvent['type'], SessionStatus>>
> = {
  restoring: {
    restored: 'active',
    nobody: 'anonymous',
    'signed-in': 'active',
  },
  anonymous: { 'signed-in': 'active' },
  active: {
    'signed-in': 'active',
    'renewal-began': 'renewing',
    doubted: 'unverified',
    ended: 'ended',
  },
  renewing: {
    'signed-in': 'active',
    renewed: 'active',
    verified: 'active',
    doubted: 'unverified',
    ended: 'ended',
  },
  // A renewal that is tried again and again is no news: it stays unverified until somebody has answered.
  unverified: {
    'signed-in': 'active',
    renewed: 'active',
    verified: 'active',
    doubted: 'unverified',
    ended: 'ended',
  },
  ended: { 'signed-in': 'active', ended: 'ended' },
};

/** What the session was until now, before anybody has said anything. */
export const INITIAL_STATE: SessionState = { status: 'restoring' };

/** The state that follows; the very same one where the event changes nothing. */
export function nextState(
  state: SessionState,
  event: SessionEvent,
): SessionState {
  const status = TRANSITIONS[state.status][event.type];
  if (!status) return state;
  const reason = reasonOf(event) ?? state.reason;
  const isSame = status === state.status && reason === state.reason;
  return isSame ? state : { status, reason };
}

/** Whether somebody is signed in. */
export function isSignedIn({ status }: SessionState): boolean {
  return (
    status === 'active' || status === 'renewing' || status === 'unverified'
  );
}

function reasonOf(event: SessionEvent): SessionReason | undefined {
  if ('reason' in event) return event.reason;
  // Whatever was in doubt is not any more.
  const isGood = ['signed-in', 'renewed', 'verified'].includes(event.type);
  return isGood ? 'signed-in' : undefined;
}

/** The reasons for which a session ends under the user's hands: it can be taken up where it was. */
export function canBeTakenUp(reason: EndReason): boolean {
  return reason === 'expired' || reason === 'revoked';
}

/** Whether the user wanted it: then there is no page to come back to. */
export function isSignOut(reason: EndReason): boolean {
  return reason === 'signed-out' || reason === 'signed-out-elsewhere';
}

const END_REASONS: readonly string[] = [
  'signed-out',
  'signed-out-elsewhere',
  'expired',
  'revoked',
  'idle',
  'replaced',
] satisfies EndReason[];

/** Whether a value that comes from another tab is a reason. */
export function isEndReason(value: unknown): value is EndReason {
  return typeof value === 'string' && END_REASONS.includes(value);
}
