/** What the session is at this moment. */
export type SessionStatus = 'restoring' | 'anonymous' | 'active' | 'ended';

/** Why the session has the status that it has. */
export type SessionReason =
  | 'signed-in'
  | 'signed-out'
  | 'signed-out-elsewhere'
  | 'expired'
  | 'revoked'
  | 'replaced';
