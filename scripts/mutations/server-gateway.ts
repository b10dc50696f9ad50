import type { Mutation } from '../mutate/mutation.ts';

const SIGN_IN = { suite: 'server', tests: 'gateway-sign-in' } as const;
const SESSION = { suite: 'server', tests: 'gateway-session' } as const;
const SIGN_OUT = { suite: 'server', tests: 'gateway-sign-out' } as const;
const API = { suite: 'server', tests: 'gateway-api' } as const;
const PROXY = { suite: 'server', tests: 'gateway-proxy' } as const;

const ATTEMPTS = {
  ...SIGN_IN,
  filter: 'A4|A8|A11|ten minutes',
  file: 'server/gateway/attempts.ts',
} as const;
const CALLBACK = {
  ...SIGN_IN,
  file: 'server/gateway/callback.ts',
} as const;
const SESSIONS = {
  ...SESSION,
  file: 'server/gateway/sessions.ts',
} as const;
const RENEW = { ...SESSION, file: 'server/gateway/renew.ts' } as const;
const SITE = {
  ...API,
  filter: 'L4',
  file: 'server/gateway/request-site.ts',
} as const;
const PROXIED = { ...PROXY, file: 'server/gateway/proxied-user.ts' } as const;

/** The session in a cookie: how it begins, what may be done with it, and how it ends. */
export const gatewayMutations: readonly Mutation[] = [
  {
    ...ATTEMPTS,
    name: 'an attempt at the gateway can come back twice',
    row: 'A4',
    find: `    .delete(gatewayAttempts)
    .where(eq(gatewayAttempts.cookieHash, hashToken(cookie)))
    .returning();`,
    replace: `    .select()
    .from(gatewayAttempts)
    .where(eq(gatewayAttempts.cookieHash, hashToken(cookie)));`,
  },
  {
    ...ATTEMPTS,
    name: 'an attempt at the gateway is good for any state and provider',
    row: 'A8',
    find: 'matchesHash(nameOf(state, target), taken.attemptHash);',
    replace: 'matchesHash(taken.attemptHash, hashToken(taken.attemptHash));',
  },
  {
    ...ATTEMPTS,
    name: 'an attempt at the gateway never ends',
    find: 'taken.expiresAt > clock() &&',
    replace: 'clock() &&',
  },
  {
    ...CALLBACK,
    name: 'the gateway goes on with the cookie that was brought',
    row: 'L10',
    filter: 'L10',
    find: 'const cookie = newToken();',
    replace: 'const cookie = brought ?? newToken();',
  },
  {
    ...CALLBACK,
    name: 'a session that was planted goes on after the sign-in',
    row: 'L10',
    filter: 'L10',
    find: 'if (brought) await retireGatewaySession(database, brought, now);',
    replace: '',
  },
  {
    ...CALLBACK,
    name: 'the gateway takes an answer that does not say who it is from',
    row: 'A7',
    filter: 'A7',
    find: "(sendsIssuer ? '' : undefined)",
    replace: 'undefined',
  },
  {
    ...SIGN_IN,
    name: 'the sign-in page of the gateway leaves an old session alone',
    row: 'L10',
    filter: 'L10',
    file: 'server/gateway/sign-in.ts',
    find: 'clearSessionCookie(context, origin());',
    replace: '',
  },
  {
    ...SIGN_IN,
    name: 'another site can sign people out by a link to the sign-in page',
    row: 'L10',
    filter: 'L10',
    file: 'server/gateway/sign-in.ts',
    find: 'if (!session || !isOfAnotherOrigin(context)) {',
    replace: 'if (context) {',
  },
  {
    ...SIGN_IN,
    name: 'a script is redirected to the provider',
    row: 'L2',
    filter: 'L2',
    file: 'server/gateway/start.ts',
    find: "if (isScript(context)) return sendJsonError(context, 'not-signed-in');",
    replace: '',
  },
  {
    ...SIGN_IN,
    name: 'scripts can read the cookies of the gateway',
    row: 'L3',
    filter: 'L3',
    file: 'server/gateway/cookie.ts',
    find: 'httpOnly: true,',
    replace: '',
  },
  {
    ...SESSIONS,
    name: 'a session of the gateway may rest for ever',
    filter: 'rests|short rest',
    find: 'gt(gatewaySessions.expiresAt, now),',
    replace: '',
  },
  {
    ...SESSIONS,
    ...SIGN_IN,
    name: 'a session whose browser has a newer one goes on',
    row: 'L8',
    filter: 'L8|L10',
    find: 'gt(tokenFamilies.expiresAt, now),',
    replace: '',
  },
  {
    ...SESSIONS,
    name: 'signing out everywhere spares the sessions of the gateway',
    row: 'F4',
    filter: 'F4|listed',
    find: 'isNull(tokenFamilies.endedAt),',
    replace: '',
  },
  {
    ...SESSIONS,
    ...SIGN_IN,
    name: 'a closed account goes on in the gateway',
    filter: 'closed',
    find: 'isNull(users.disabledAt),',
    replace: '',
  },
  {
    ...RENEW,
    name: 'each request renews the tokens of the provider',
    row: 'L9',
    filter: 'L9',
    find: 'lte(gatewaySessions.renewAt, now),',
    replace: '',
  },
  {
    ...RENEW,
    name: 'a session goes on when its provider has refused it',
    filter: 'refuses',
    find: "if (renewal.kind === 'refused') {",
    replace: "if (renewal.kind === 'refused' && cookie === '') {",
  },
  {
    ...RENEW,
    name: 'a provider that is down is asked by every request',
    row: 'L13',
    filter: 'L13',
    find: '.set({ renewAt: secondsAfter(now, PAUSE) })',
    replace: '.set({ renewAt: now })',
  },
  {
    ...SESSION,
    name: 'tokens of the provider stand in the database',
    row: 'L14',
    filter: 'L14',
    file: 'server/gateway/sealed-tokens.ts',
    find: "cipher.update(text, 'utf8'), cipher.final()",
    replace: 'Buffer.from(text)',
  },
  {
    ...SESSION,
    name: 'sealed tokens may be changed',
    filter: 'sealed',
    file: 'server/gateway/sealed-tokens.ts',
    find: `      decipher.final(),
`,
    replace: '',
  },
  {
    ...SITE,
    name: 'the API needs no header of the app with a cookie',
    row: 'L4',
    find: "if ((req.header('x-requested-with') ?? '') === '') return false;",
    replace: '',
  },
  {
    ...SITE,
    name: 'the API does not ask where a request with a cookie is from',
    row: 'L4',
    find: "return site === 'same-origin' || (site === 'same-site' && isTrusted);",
    replace: 'return true;',
  },
  {
    ...SITE,
    name: 'any origin of the same site may send requests with a cookie',
    row: 'L4',
    find: "(site === 'same-site' && isTrusted)",
    replace: "site === 'same-site'",
  },
  {
    ...SITE,
    name: 'a request with a cookie may be from any origin where the browser is old',
    row: 'L4',
    find: 'if (site === undefined) return from === origin || isTrusted;',
    replace: 'if (site === undefined) return true;',
  },
  {
    ...API,
    name: 'a cookie stands in for a token that is not good',
    row: 'C2',
    filter: 'C2',
    file: 'server/api/sign-in.ts',
    find: "if (context.req.header('authorization') !== undefined) {",
    replace: "if (context.req.header('authorization') === 'never') {",
  },
  {
    ...SIGN_OUT,
    name: 'any page can sign people out at the gateway',
    row: 'F6',
    filter: 'F6',
    file: 'server/gateway/sign-out.ts',
    find: 'const mayEnd = !session || isOfOurPageOrUser(context);',
    replace: 'const mayEnd = !session || isOfOurPageOrUser !== undefined;',
  },
  {
    ...SIGN_OUT,
    name: 'the form of signing out at the gateway may be made elsewhere',
    row: 'F6',
    filter: 'F6',
    file: 'server/gateway/sign-out.ts',
    find: 'cookie !== undefined && isCsrfToken(form?.get(CSRF_FIELD), cookie);',
    replace: 'cookie !== undefined && isCsrfToken !== undefined;',
  },
  {
    ...SIGN_OUT,
    name: 'the gateway sends people wherever the address says',
    row: 'B9',
    filter: 'B9',
    file: 'server/gateway/return-to.ts',
    find: 'return parseReturnTo(rd, isPage) ?? HOME;',
    replace: 'return isPage(HOME) ? (rd ?? HOME) : HOME;',
  },
  {
    ...SIGN_OUT,
    name: 'after signing in one can be sent to sign out',
    row: 'B9',
    filter: 'B9',
    file: 'server/gateway/return-to.ts',
    find: '(taken) => plain !== taken && !plain.startsWith(`${taken}/`),',
    replace: "(taken) => taken !== '' && plain !== '',",
  },
  {
    ...PROXIED,
    name: 'whoever names a user is that user',
    row: 'L6',
    filter: 'L6',
    find: 'if (secret === undefined || !matchesHash(secret, secretHash)) return false;',
    replace: "if (secret === 'never' || secretHash === '') return false;",
  },
  {
    ...PROXIED,
    name: 'a header about the user that is there twice counts',
    row: 'L6',
    filter: 'L6',
    find: "if (value?.includes(',')) throw unreadable();",
    replace: '',
  },
  {
    ...PROXIED,
    name: 'who comes by a proxy gets the account of somebody else',
    filter: 'otherwise',
    find: 'isEmailVerified: false,',
    replace: 'isEmailVerified: true,',
  },
];
