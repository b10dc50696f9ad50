import type { Mutation } from '../mutate/mutation.ts';

const TRANSACTIONS = {
  suite: 'ember',
  filter: 'Unit | auth | transactions',
  file: 'app/auth/transactions.ts',
} as const;
const CALLBACKS = {
  suite: 'ember',
  filter:
    '/Acceptance \\| (sign in on the provider’s own page|hostile callbacks)/',
} as const;
const EACH = {
  suite: 'ember',
  filter: 'Acceptance | sign-in with each provider',
} as const;
const CLIENT = {
  ...CALLBACKS,
  file: 'app/auth/provider-client.ts',
} as const;

/** Sign-in on a provider's page: what is asked, and which answer is one. */
export const providerMutations: readonly Mutation[] = [
  {
    ...TRANSACTIONS,
    name: 'an attempt can be taken twice',
    row: 'A4',
    find: 'await this.#write(pending.filter((other) => other !== taken));',
    replace: '',
  },
  {
    ...TRANSACTIONS,
    name: 'an attempt has no end',
    row: 'A19',
    find: '.filter(({ startedAt }) => Math.abs(now - startedAt) < LIFETIME)',
    replace: '',
  },
  {
    ...TRANSACTIONS,
    name: 'any number of attempts is kept',
    row: 'A19',
    find: '.slice(-MAX_PENDING)',
    replace: '',
  },
  {
    ...TRANSACTIONS,
    name: 'whatever lies in storage is an attempt',
    row: 'A19',
    find: '.filter(isTransaction)',
    replace: '',
  },
  {
    ...EACH,
    file: 'app/authenticators/provider-visits.ts',
    name: 'any provider may answer',
    row: 'A8',
    find: 'if (transaction.provider !== provider.id) {',
    replace: 'if (false) {',
  },
  {
    ...CLIENT,
    name: 'the state is the same each time',
    row: 'A7',
    find: 'state: oauth.generateRandomState(),',
    replace: "state: 'the-state-of-everybody',",
  },
  {
    ...CLIENT,
    name: 'the nonce is the same each time',
    row: 'A7',
    find: 'nonce: oauth.generateRandomNonce(),',
    replace: "nonce: 'the-nonce-of-everybody',",
  },
  {
    ...CLIENT,
    name: 'the challenge is the verifier itself',
    row: 'A9',
    find: 'await oauth.calculatePKCECodeChallenge(codeVerifier)',
    replace: 'codeVerifier',
  },
  {
    ...CLIENT,
    name: 'the answer of another issuer is taken',
    row: 'A13',
    find: '        answer,\n        transaction.state,',
    replace:
      "        (answer.delete('iss'), answer),\n        transaction.state,",
  },
  {
    ...CLIENT,
    name: 'a provider that always names itself need not',
    row: 'A14',
    find: 'authorization_response_iss_parameter_supported: namesIssuer === true,',
    replace: '',
  },
  {
    ...CLIENT,
    ...EACH,
    name: 'a parameter may come twice',
    row: 'A15',
    find: 'if (answer.getAll(name).length > 1) throw invalidCallback();',
    replace: '',
  },
  {
    ...CLIENT,
    ...EACH,
    name: 'an answer may bring tokens along',
    row: 'A17',
    find: '!CODE.test(code) || bringsTokens',
    replace: '!CODE.test(code)',
  },
  {
    ...CLIENT,
    name: 'a code may be anything',
    row: 'A12',
    find: '!CODE.test(code) || bringsTokens',
    replace: 'bringsTokens',
  },
  {
    ...CLIENT,
    name: 'the id_token is not looked at',
    row: 'A30',
    find: 'await this.#checkIdToken(server, tokens.body, transaction.nonce);',
    replace: '',
  },
  {
    ...CLIENT,
    name: 'a discovery document may lead to an unsafe address',
    row: 'M23',
    find: 'requireSafeAddresses(server, issuer);',
    replace: '',
  },
  {
    suite: 'ember',
    filter: 'Acceptance | sign-in by a window',
    file: 'app/navigators/popup.ts',
    name: 'any message on the channel is an answer',
    row: 'A24',
    find: 'if (answer === undefined) return;',
    replace: '',
  },
  {
    suite: 'ember',
    filter: 'Acceptance | sign-in by a window',
    file: 'app/authenticators/provider-visits.ts',
    name: 'the answer of any provider is handed over',
    row: 'A8',
    find: 'pending.provider === provider.id &&',
    replace: '',
  },
];
