import type { Mutation } from '../mutate/mutation.ts';

const FETCH = {
  suite: 'ember',
  filter: 'Unit | auth | gateway fetch',
  file: 'app/auth/gateway-fetch.ts',
} as const;
const CLIENT = {
  suite: 'ember',
  filter: 'Unit | auth | gateway client',
  file: 'app/auth/gateway-client.ts',
} as const;
const SIGN_IN = {
  suite: 'ember',
  filter: 'Acceptance | behind a gateway',
} as const;
const SESSION = {
  ...SIGN_IN,
  file: 'app/auth/gateway-session.ts',
} as const;
const CONFIRMATION = {
  ...SIGN_IN,
  file: 'app/auth/session-confirmation.ts',
} as const;
const FLOW = {
  ...SIGN_IN,
  file: 'app/authenticators/gateway.ts',
} as const;

/** The app before a gateway that keeps the session in a cookie: what goes along, what is believed, and what ends it. */
export const appGatewayMutations: readonly Mutation[] = [
  {
    ...FETCH,
    name: 'the cookie’s door leads anywhere',
    row: 'C1',
    find: 'toApiRequest(input, init, addresses)',
    replace: 'new Request(input, init)',
  },
  {
    ...FETCH,
    name: 'a token goes along with the cookie',
    row: 'L14',
    find: "result.headers.delete('Authorization');",
    replace: '',
  },
  {
    ...FETCH,
    name: 'a request with a cookie looks like one of any page',
    row: 'L4',
    find: `  for (const [name, value] of Object.entries(SCRIPT_HEADERS)) {
    result.headers.set(name, value);
  }
`,
    replace: '',
  },
  {
    ...FETCH,
    name: 'a redirect to a page of the gateway is followed',
    row: 'L2',
    find: "        redirect: 'manual',\n",
    replace: '',
  },
  {
    ...FETCH,
    name: 'a page in place of data raises no suspicion',
    row: 'L2',
    find: '(response.ok && isPage(response))\n  );',
    replace: '(response.ok && !isPage)\n  );',
  },
  {
    ...FETCH,
    name: 'each 403 of the API has the gateway asked',
    row: 'L2',
    find: '(response.status === 403 && !isJsonApi(response))',
    replace: 'response.status === 403',
  },
  {
    ...FETCH,
    name: 'an answer that CORS hides raises no suspicion',
    row: 'L2',
    find: "if (lost) return lost.code === 'unreachable';",
    replace: 'if (lost) return false;',
  },
  {
    ...FETCH,
    name: 'without a connection the gateway is asked',
    find: "if (lost) return lost.code === 'unreachable';",
    replace: 'if (lost) return true;',
  },
  {
    ...FETCH,
    name: 'what a gateway can’t say ends the wait for the user',
    row: 'L13',
    find: 'if (!(error instanceof SessionEndedError)) throw error;',
    replace: '',
  },
  {
    ...FETCH,
    name: 'a POST whose answer was lost is made twice',
    find: "if (first.lost && request.method === 'POST') throw first.lost;",
    replace: '',
  },
  {
    ...FETCH,
    name: 'a request goes out for whoever is signed in by then',
    row: 'L2',
    find: `      if (session.epoch() !== epoch) throw new SessionChangedError();
      const outcome`,
    replace: '      const outcome',
  },
  {
    ...FETCH,
    name: 'an answer for the user before is handed out',
    find: `      if (session.epoch() !== epoch) throw new SessionChangedError();
      return outcome;`,
    replace: '      return outcome;',
  },
  {
    ...FETCH,
    name: 'a page of the gateway is taken for data',
    row: 'L2',
    find: 'if (isRedirect(response) || (response.ok && isPage(response))) {',
    replace: 'if (isRedirect(response)) {',
  },
  {
    ...FETCH,
    name: 'a gateway without an API behind it is no doubt',
    row: 'L13',
    find: 'return [502, 503, 504].includes(response.status) && !isJsonApi(response);',
    replace: 'return response.status === 500 && !isJsonApi(response);',
  },
  {
    ...CLIENT,
    name: 'each that waits asks the gateway by itself',
    row: 'L9',
    find: 'this.#asking ??= ',
    replace: 'this.#asking = ',
  },
  {
    ...CLIENT,
    name: 'who signed in first at the gateway is signed in for ever',
    row: 'L9',
    find: '      this.#asking = undefined;\n',
    replace: '',
  },
  {
    ...CLIENT,
    name: 'whatever the gateway says is a word on the session',
    row: 'L13',
    find: 'if (response.status !== 200) throw this.#failure(response);',
    replace: 'if (response.status !== 200) return undefined;',
  },
  {
    ...CLIENT,
    name: 'what is no user says that nobody is signed in',
    row: 'L13',
    find: 'if (session) return session;',
    replace: 'if (session ?? true) return session;',
  },
  {
    ...CLIENT,
    name: 'a user of any kind is believed',
    row: 'L13',
    find: "typeof part === 'string' && part.trim() !== '' && part.length < 1_000,",
    replace: 'part !== undefined,',
  },
  {
    ...CLIENT,
    name: 'what the gateway says of a user may be of any size',
    row: 'L13',
    find: 'readText(response, MAX_ANSWER)',
    replace: 'response.text()',
  },
  {
    ...CLIENT,
    name: 'a page that asks is taken for a sign-out at the gateway',
    row: 'F6',
    find: '(response.ok && !isPage(response));',
    replace: 'response.ok;',
  },
  {
    ...CLIENT,
    name: 'the gateway is told to sign out by a request of any page',
    row: 'F6',
    find: "headers: { Accept: 'application/json', ...SCRIPT_HEADERS },",
    replace: "headers: { Accept: 'application/json' },",
  },
  {
    ...SESSION,
    name: 'somebody else at the gateway is taken for the user of the former visit',
    find: 'return found.subject === stored.subject',
    replace: 'return found.kind === stored.kind',
  },
  {
    ...SESSION,
    name: 'the cookie counts although its user has signed out',
    row: 'F6',
    find: 'return (await due.catch(() => undefined)) === true;',
    replace: 'return (await due.catch(() => undefined)) === false;',
  },
  {
    ...SESSION,
    name: 'a sign-out that failed is forgotten',
    row: 'F6',
    find: 'await this.#storage.set(SIGN_OUT_DUE, true);',
    replace: '',
  },
  {
    ...SESSION,
    filter: 'Unit | auth | gateway session',
    name: 'who comes back from the gateway is signed out again',
    row: 'F6',
    find: `  async #forgetSignOut(): Promise<void> {
    await this.#storage.delete(SIGN_OUT_DUE).catch(() => undefined);`,
    replace: `  async #forgetSignOut(): Promise<void> {
    await this.#storage.get(SIGN_OUT_DUE).catch(() => undefined);`,
  },
  {
    ...SESSION,
    filter: 'Unit | auth | gateway session',
    name: 'who comes back without a session is not told',
    find: 'if (session) return session;',
    replace: 'if (session ?? true) return session as CookieSession;',
  },
  {
    ...CONFIRMATION,
    name: 'a session that the gateway has ended goes on',
    row: 'L2',
    find: `    await session.expire();
`,
    replace: '',
  },
  {
    ...CONFIRMATION,
    name: 'somebody else at the gateway is taken for the user of the page',
    find: 'if (found.subject === current.subject) return session.verified();',
    replace: 'if (found.kind === current.kind) return session.verified();',
  },
  {
    ...CONFIRMATION,
    name: 'the page stays as it is for somebody else',
    find: '  session.changeUser();\n',
    replace: '',
  },
  {
    ...CONFIRMATION,
    filter: 'Unit | auth | session confirmation',
    name: 'a gateway that can’t be asked leaves no doubt',
    row: 'L13',
    find: '    session.doubted(error);\n',
    replace: '',
  },
  {
    ...FLOW,
    name: 'a gateway that is down signs out at the next visit',
    row: 'L13',
    find: 'checked.catch(() => stored),',
    replace: 'checked,',
  },
  {
    ...FLOW,
    name: 'a gateway that says nothing holds the page up',
    row: 'L13',
    find: '      ports.after(RESTORE_WAIT).then(() => stored),\n',
    replace: '',
  },
  {
    ...FLOW,
    filter: 'Unit | authenticators | gateway',
    name: 'a session of a former visit counts that is over at the gateway',
    row: 'L2',
    find: 'if (found) return found;',
    replace: 'if (found ?? stored) return found ?? stored;',
  },
  {
    ...FLOW,
    name: 'a page that waits for the gateway is not told',
    find: 'if (state && (await this.ports.handOver(state, answer))) {',
    replace: "if (state === '') {",
  },
  {
    ...FLOW,
    name: 'the gateway does not hear of a sign-out',
    row: 'F6',
    find: '    await session?.end();\n',
    replace: '    session?.toString();\n',
  },
];
