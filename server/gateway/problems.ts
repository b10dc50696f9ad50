import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ServerEnvironment } from '../dependencies.ts';
import type { IdentityRefusal } from '../identities/refused.ts';
import { sendPage } from '../pages/answers.ts';
import { messagePage } from '../pages/message.ts';
import { addressOf } from './answers.ts';

/** Why a sign-in came to nothing. */
export type SignInProblem = IdentityRefusal | 'access_denied' | 'no_attempt';

/** In our own words: nothing that came with the address is repeated, because anybody may have written it. */
const PROBLEMS: Record<
  SignInProblem,
  { status: ContentfulStatusCode; title: string; text: string }
> = {
  access_denied: {
    status: 403,
    title: 'You are not signed in',
    text: 'The sign-in was cancelled at the provider, or it did not let you in.',
  },
  account_exists: {
    status: 403,
    title: 'There is an account with your e-mail address',
    text: 'It belongs to another way to sign in. Sign in the way you did before, then link the two.',
  },
  email_required: {
    status: 403,
    title: 'An e-mail address is needed',
    text: 'The provider gave none, and an account needs one. Share it there, and try again.',
  },
  identity_provider_error: {
    status: 502,
    title: 'The provider did not answer',
    text: 'It is not your fault. Try again in a moment.',
  },
  invalid_grant: {
    status: 400,
    title: 'This sign-in cannot go on',
    text: 'What the provider sent is not good, or not any more, or the account is closed.',
  },
  invalid_request: {
    status: 400,
    title: 'This sign-in cannot go on',
    text: 'What came back from the provider makes no sense.',
  },
  no_attempt: {
    status: 400,
    title: 'This sign-in cannot go on',
    text: 'It was not begun in this browser, took too long, or is done already. Your browser must accept cookies of this site.',
  },
};

/** A page that says what went wrong, with a link to try again that keeps where the user wanted to go. */
export function sendProblem(
  context: Context<ServerEnvironment>,
  problem: SignInProblem,
  { prefix, returnTo }: { prefix: string; returnTo: string },
): Promise<Response> {
  const { status, text, title } = PROBLEMS[problem];
  const address = addressOf(prefix, 'sign_in', returnTo);
  return sendPage(
    context,
    messagePage({ title, text, link: { address, text: 'Try again' } }),
    { status },
  );
}
