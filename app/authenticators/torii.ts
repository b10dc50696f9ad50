import AuthorizationCodeAuthenticator from './authorization-code';

/**
 * The authorization code grant whose question a torii provider words (`app/torii/`). The attempt, its window, the check of the
 * answer and the redemption of the code are ours, as with any other provider: see docs/torii.md.
 */
export default class ToriiAuthenticator extends AuthorizationCodeAuthenticator {
  static override readonly id = 'torii';
}
