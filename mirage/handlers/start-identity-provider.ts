import { emptyAnswer, NOT_STORED } from '../http/answers.ts';
import { readParameters } from '../identities/parameters.ts';
import { refusingAsOAuth } from '../identities/refused.ts';
import type { Handler } from './context.ts';

/** `POST /oauth/identity-provider/start`, before the browser goes to a provider without PKCE. */
export const startIdentityProvider: Handler = ({ redemption }, question) => {
  refusingAsOAuth(() => redemption.beginAttempt(readParameters(question)));
  return emptyAnswer(204, NOT_STORED);
};
