/** What a provider did, in our own words: nothing that it sent is repeated, because anybody may have written it. */
const DESCRIPTIONS = {
  'not-https': 'The identity provider is not reached by https.',
  timeout: 'The identity provider did not answer in time.',
  unreachable: 'The identity provider could not be reached.',
  'too-large': 'The answer of the identity provider is too large.',
  'bad-answer': 'The identity provider answered in a way that makes no sense.',
  'error-answer': 'The identity provider answered with an error.',
  'id-token-refused':
    'What the identity provider says about the user could not be verified.',
  'no-subject': 'The identity provider did not say who the user is.',
} as const;

export type ProviderFailure = keyof typeof DESCRIPTIONS;

/** The provider failed, or cannot be trusted. It is not the user's mistake, and nothing was decided. */
export class IdentityProviderError extends Error {
  override name = 'IdentityProviderError';
  readonly code: ProviderFailure;

  constructor(code: ProviderFailure, options?: ErrorOptions) {
    super(DESCRIPTIONS[code], options);
    this.code = code;
  }
}
