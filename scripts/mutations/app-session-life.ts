import type { Mutation } from '../mutate/mutation.ts';

const STATE = {
  suite: 'ember',
  filter: 'Unit | auth | session state',
  file: 'app/auth/session-state.ts',
} as const;
const SESSION = {
  suite: 'ember',
  filter: '/Unit \\| services \\| session( >|:)/',
  file: 'app/services/session.ts',
} as const;
const SUSPENDED = {
  suite: 'ember',
  filter:
    '/Unit \\| services \\| session, ended|Acceptance \\| signing in again/',
  file: 'app/services/session.ts',
} as const;
const SUSPENSION = {
  suite: 'ember',
  filter: 'Unit | auth | suspension',
  file: 'app/auth/suspension.ts',
} as const;
const KEEPER = {
  suite: 'ember',
  filter: 'Unit | services | session keeper',
  file: 'app/services/session-keeper.ts',
} as const;
const RETRY = {
  suite: 'ember',
  filter: 'Unit | auth | backoff',
  file: 'app/auth/backoff.ts',
} as const;
const PLAN = {
  suite: 'ember',
  filter: 'Unit | auth | renewal plan',
  file: 'app/auth/renewal-plan.ts',
} as const;
const RENEWAL = {
  suite: 'ember',
  filter: 'Unit | auth | renewal',
  file: 'app/auth/renewal.ts',
} as const;
const FETCH = {
  suite: 'ember',
  filter: 'Unit | auth | authorized fetch',
  file: 'app/auth/authorized-fetch.ts',
} as const;
const STORE = {
  suite: 'ember',
  filter: 'Unit | session stores | application',
  file: 'app/session-stores/application.ts',
} as const;
const IDLE = {
  suite: 'ember',
  filter: 'Unit | services | idle guard',
  file: 'app/services/idle-guard.ts',
} as const;
const CLOCK = {
  suite: 'ember',
  filter: 'Unit | auth | idle clock',
  file: 'app/auth/idle-clock.ts',
} as const;

/** What keeps a session through outages, sleep and other tabs, and what ends it. */
export const sessionLifeMutations: readonly Mutation[] = [
  {
    ...STATE,
    name: 'what comes after the end wakes the session up',
    find: "ended: { 'signed-in': 'active', ended: 'ended' },",
    replace:
      "ended: { 'signed-in': 'active', ended: 'ended', renewed: 'active' },",
  },
  {
    ...STATE,
    name: 'a renewal that is tried ends the doubt',
    find: "  unverified: {\n    'signed-in': 'active',",
    replace:
      "  unverified: {\n    'renewal-began': 'renewing',\n    'signed-in': 'active',",
  },
  {
    ...STATE,
    name: 'an idle session is waited for on the open page',
    find: "return reason === 'expired' || reason === 'revoked';",
    replace: "return reason !== 'signed-out';",
  },
  {
    ...STATE,
    name: 'any text from another tab is a reason',
    row: 'G7',
    find: "return typeof value === 'string' && END_REASONS.includes(value);",
    replace: "return typeof value === 'string';",
  },
  {
    ...SUSPENSION,
    name: 'who has left the page is waited for all the same',
    find: "signal.addEventListener('abort', onAbort, { once: true });",
    replace: '',
  },
  {
    ...RETRY,
    name: 'Retry-After does not count',
    row: 'D13',
    find: 'retryAfter ?? 0',
    replace: '0',
  },
  {
    ...RETRY,
    name: 'the waits grow without end',
    row: 'D12',
    find: 'Math.min(exponential, LONGEST)',
    replace: 'exponential',
  },
  {
    ...RETRY,
    name: 'all tabs come back at one moment',
    row: 'D12',
    find: '(1 + JITTER * random)',
    replace: '1',
  },
  {
    ...RETRY,
    name: 'a clock that was put back holds the next try off',
    find: 'return waited < 0 || waited >= this.#wait;',
    replace: 'return waited >= this.#wait;',
  },
  {
    ...PLAN,
    name: 'a short token is renewed for ever',
    row: 'D8',
    find: 'if (life < SHORTEST_LIFE) return undefined;',
    replace: '',
  },
  {
    ...PLAN,
    name: 'what cannot be renewed is due',
    find: 'if (expiresAt === undefined || !refreshToken) return undefined;',
    replace: 'if (expiresAt === undefined) return undefined;',
  },
  {
    ...PLAN,
    name: 'a clock that was put back makes a token good for years',
    find: 'if (issuedAt !== undefined && now < issuedAt - LONGEST_LEAD) return true;',
    replace: '',
  },
  {
    ...RENEWAL,
    name: 'the token server is asked again before it wants to be',
    row: 'D13',
    find: 'if (waited < 0 || waited >= wait) return;',
    replace: 'return;',
  },
  {
    ...RENEWAL,
    name: 'an answer for the one before replaces the session of the next',
    row: 'D6',
    find: 'if (current && current.signInId !== stored.signInId) {',
    replace: 'if (false) {',
  },
  {
    ...RENEWAL,
    name: 'tokens that come after the sign-out are left alive',
    row: 'D7',
    find: '      this.ports.discard(renewed);\n      throw error;',
    replace: '      throw error;',
  },
  {
    ...FETCH,
    name: 'what was refused is not sent once more when the user is back',
    row: 'D14',
    find: 'return send(await tokenOf(() => endSession(renewed)));',
    replace: 'return replayed;',
  },
  {
    ...FETCH,
    name: 'a page of the Wi-Fi says that the session is good',
    row: 'D11',
    find: 'return response.status === 204 || (response.ok && /\\bjson\\b/i.test(type));',
    replace: 'return response.ok || type === "";',
  },
  {
    ...FETCH,
    name: 'a refusal of an old token ends the session that has a newer one',
    row: 'E4',
    find: 'if (newer !== undefined) return newer;',
    replace: '',
  },
  {
    ...SESSION,
    file: 'app/auth/session-renewals.ts',
    name: 'a failure of the network ends the session',
    row: 'D11',
    find: 'if (error instanceof SessionEndedError && this.#isHere(asker)) {',
    replace: 'if (this.#isHere(asker)) {',
  },
  {
    ...KEEPER,
    file: 'app/auth/session-renewals.ts',
    name: 'a refused renewal ends a session whose token is good',
    row: 'D15',
    find: 'if (!(error instanceof SessionEndedError)) throw error;\n      // It may',
    replace: 'throw error;\n      // It may',
  },
  {
    ...SESSION,
    name: 'the user before is not signed out on the server',
    row: 'A32',
    find: '      void waitForPromise(this.#flowOf(before).revoke(before));',
    replace: '      void 0;',
  },
  {
    ...SESSION,
    name: 'a sign-out leaves the tokens alive on the server',
    row: 'F1',
    find: '    void waitForPromise(this.#flowOf(data).revoke(data));\n    await ended;',
    replace: '    await ended;',
  },
  {
    ...SESSION,
    name: 'a sign-out waits for the server',
    row: 'F2',
    find: 'const ended = this.#end(reason);',
    replace:
      'await this.#flowOf(data).revoke(data);\n    const ended = this.#end(reason);',
  },
  {
    ...SUSPENDED,
    name: 'somebody else takes over what waited for the user before',
    row: 'A32',
    find: 'if (!isSameUser) {',
    replace: 'if (false) {',
  },
  {
    ...SUSPENDED,
    name: 'what waited is sent before it is known whose session it is',
    row: 'A32',
    find: 'return this.suspension ? undefined : this.#held;',
    replace: 'return this.#held;',
  },
  {
    ...SUSPENDED,
    name: 'who goes to the sign-in page keeps the others waiting',
    find: '    this.#giveUp(new SessionEndedError());\n    await waitForPromise(this.#leave());',
    replace: '    await waitForPromise(this.#leave());',
  },
  {
    ...SUSPENDED,
    name: 'Escape closes the dialog, and leaves a page that does nothing',
    row: 'D14',
    file: 'app/components/modal.ts',
    find: "if (event.key === 'Escape') event.preventDefault();",
    replace: '',
  },
  {
    ...STORE,
    filter: 'Acceptance | keep me signed in',
    name: 'a session that has ended with the browser session is taken up',
    row: 'H8',
    find: '    const isOver =\n      browserSession !== undefined &&',
    replace:
      '    const isOver =\n      false &&\n      browserSession !== undefined &&',
  },
  {
    ...STORE,
    filter: SESSION.filter,
    name: 'the session of somebody else is taken for a renewal',
    row: 'G3',
    find: 'if (isReplaced) this.#ports.onReplaced();',
    replace: '',
  },
  {
    ...STORE,
    name: 'what was read before a write counts after it',
    find: 'if (writes !== this.#writes) return this.catchUp(reason);',
    replace: '',
  },
  {
    ...STORE,
    filter: SESSION.filter,
    name: 'a sign-out is told while another session takes its place',
    row: 'A18',
    find: 'if (!stored && this.#isReplacing) return;',
    replace: '',
  },
  {
    ...KEEPER,
    name: 'a session that has lasted as long as it may goes on',
    find: 'if (data.endsAt !== undefined && data.endsAt <= now) {',
    replace: 'if (false) {',
  },
  {
    ...KEEPER,
    name: 'the servers are asked without a connection',
    row: 'D11',
    find: 'if (!mayAsk) return;',
    replace: '',
  },
  {
    ...KEEPER,
    name: 'a refused refresh token is asked for again and again',
    row: 'D15',
    find: 'return !isRefused || hasExpired(data, now);',
    replace: 'return true;',
  },
  {
    ...KEEPER,
    name: 'a tab that wakes up goes on with what it had',
    row: 'D20',
    find: '    await this.session.catchUp();\n    this.#hope();',
    replace: '    this.#hope();',
  },
  {
    ...KEEPER,
    name: 'what was missed while there was doubt is not loaded again',
    find: 'for (const task of this.#recoverTasks) task();',
    replace: '',
  },
  {
    ...KEEPER,
    name: 'a server that fails is asked at each look',
    row: 'D12',
    find: 'if (!retry.isDue(browser.now())) return;',
    replace: '',
  },
  {
    ...CLOCK,
    name: 'nobody is asked before the end',
    find: 'return left > warning',
    replace: 'return left > 0',
  },
  {
    ...IDLE,
    name: 'a sign of life that comes too late keeps the session',
    find: "if (!this.session.current || this.#phase().name === 'gone') return;",
    replace: 'if (!this.session.current) return;',
  },
  {
    ...IDLE,
    name: 'other tabs do not hear that somebody is there',
    find: '    this.#channel?.post(sign.time);\n',
    replace: '',
  },
  {
    ...IDLE,
    name: 'a tab that was frozen ends the session under the hands of the user of another',
    find: 'this.#lastSign = Math.max(this.#lastSign, (await this.#read()) ?? 0);',
    replace: '',
  },
  {
    ...IDLE,
    name: 'the sign of life of the session before counts for the next one',
    find: 'return isOfThisSession && this.#isPast(time) ? time : undefined;',
    replace: 'return this.#isPast(time) ? time : undefined;',
  },
  {
    suite: 'ember',
    filter: 'Unit | services | idle guard',
    file: 'app/services/session.ts',
    name: 'whoever signs in is there only when the guard looks next',
    find: 'this.#part?.begin();',
    replace: '',
  },
];
