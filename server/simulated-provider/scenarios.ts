/** What can happen at a provider: what a person decides, what is wrong with the account, and what breaks. */
export const SCENARIOS = {
  approve: 'Continue',
  cancel: 'Cancel',
  'tokens-expire': 'Continue with tokens that have to be renewed soon',
  'email-missing': 'Continue without an e-mail address',
  'email-unverified': 'Continue with an unverified address',
  'existing-account': 'Continue with the address of the demo account',
  'existing-account-unverified':
    'Continue with the address of the demo account, unverified',
  'state-tampered': 'Send back another state',
  'issuer-wrong': 'Send back another issuer',
  'error-hostile': 'Send back an error with hostile text',
  slow: 'Answer the server slowly',
  'server-error': 'Answer the server with status 500',
  'error-in-200': 'Answer the server with an error in a success',
  html: 'Answer the server with a page',
  empty: 'Answer the server with nothing',
  redirect: 'Send the server elsewhere',
  huge: 'Answer the server without end',
  'code-refused': 'Refuse the code',
  'token-unsigned': 'id_token without a signature',
  'token-symmetric': 'id_token signed with the client secret',
  'token-forged': 'id_token signed with another key',
  'token-issuer': 'id_token of another issuer',
  'token-audience': 'id_token for another app',
  'token-party': 'id_token for several apps, authorised for another',
  'token-expired': 'id_token that has expired',
  'token-future': 'id_token of tomorrow',
  'token-nonce': 'id_token with another nonce',
  'token-no-nonce': 'id_token without a nonce',
  'token-absent': 'no id_token',
  'app-foreign': 'access token of another app',
} as const;

export type Scenario = keyof typeof SCENARIOS;

export const SCENARIO_IDS = Object.keys(SCENARIOS) as Scenario[];

export function isScenario(value: string | undefined): value is Scenario {
  return value !== undefined && Object.hasOwn(SCENARIOS, value);
}
