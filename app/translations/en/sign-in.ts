import type { AuthErrorCode } from '../../auth/errors';
import type { SessionReason } from '../../auth/session-state';

/** Why a sign-in, or a request, did not work, and what to do now. */
const errors: Record<AuthErrorCode, string> = {
  offline:
    'You are offline. Nothing is lost: try again when you are connected.',
  unreachable:
    'The server cannot be reached. Check your connection, then try again.',
  timeout: 'The server is taking too long. Try again in a moment.',
  'invalid-credentials': 'E-mail or password is wrong. Please try again.',
  refused:
    'This app is not allowed to sign in here. Tell the people who run it.',
  forbidden: 'You are not allowed to see this.',
  'not-found': 'This does not exist, or not any more.',
  'rate-limited': 'Too many attempts. Wait a moment, then try again.',
  'sign-in-cancelled':
    'You did not finish at the provider. Try again, or choose another way.',
  'provider-refused':
    'The provider refused the request. Try again, or choose another way.',
  'code-refused':
    'The answer of the provider was used already, or came too late. Begin again.',
  'account-exists':
    'There is already an account with this e-mail address. Sign in the way you did before; then you can link the two on your profile.',
  'email-required':
    'The provider did not tell us a verified e-mail address, and an account needs one. Allow it there, or choose another way.',
  'identity-taken':
    'This account of the provider belongs to another user here already.',
  'last-way-in':
    'This is your only way to sign in. Link another one first, then you can unlink it.',
  'provider-silent':
    'No answer has come from the sign-in window. Try again, or choose another way.',
  'provider-unavailable':
    'The provider cannot be reached just now. Try again in a moment, or choose another way.',
  'callback-unknown':
    'There is no sign-in under way that this page belongs to. Begin again.',
  'callback-invalid':
    'The answer of the provider did not fit what was asked, so we did not use it. Begin again.',
  'server-error':
    'The server has a problem. It is not your fault: try again in a moment.',
  'bad-answer':
    'The server answered with something unexpected. Try again; if it stays so, tell the people who run this app.',
  'foreign-url': 'The server pointed to another site, so we did not go there.',
  'session-ended': 'Your session has ended. Sign in again to go on.',
  'session-changed': 'Somebody else has signed in meanwhile.',
  cancelled: 'This attempt was replaced by a newer one.',
};

/** Why the user is at the sign-in page. */
const reasons: Partial<Record<SessionReason, string>> = {
  'signed-out': 'You are signed out.',
  'signed-out-elsewhere': 'You were signed out in another tab.',
  expired:
    'Your session has expired. Sign in again, and you are back where you were.',
  revoked:
    'Your session was ended by the server. Sign in again, and you are back where you were.',
  idle: 'You were signed out because nobody was here for a while. Sign in again, and you are back where you were.',
};

/** What the sign-in page says, in English. Texts with a gap are functions, so that the compiler knows what fills it. */
export const texts = {
  errors,
  reasons,
  retry: 'Try again',

  /** Ways to sign in that have no name of their own. */
  labels: { password: 'E-mail and password', gateway: 'single sign-on' },

  language: 'Language',

  signIn: {
    title: 'Sign in',
    email: 'Email',
    password: 'Password',
    showPassword: 'Show password',
    emailOdd: 'This does not look like an e-mail address.',
    capsLock: 'Caps Lock is on.',
    keep: 'Keep me signed in',
    submit: 'Sign in',
    submitting: 'Signing in…',
    submitIn: (seconds: number) => `Sign in (in ${seconds} s)`,
    emailMissing: 'Enter your e-mail address.',
    passwordMissing: 'Enter your password.',
    demo: 'Demo account',
    useDemo: 'Fill in',
    continueWith: (provider: string) => `Continue with ${provider}`,
    or: 'or',
    completing: 'Signing in…',
    opening: 'Opening the sign-in page…',
    simulated: '(simulated)',
    lastUsed: 'Last used',
    done: 'Done',
    doneText: 'You can close this window and go on where you were.',
    failedTitle: 'Not signed in',
    goOn: 'Go on',
    backToSignIn: 'Back to sign-in',
  },

  notFound: {
    title: 'Page not found',
    text: 'There is no page at this address.',
    home: 'Go to the start page',
  },

  failure: {
    title: 'Something went wrong',
    text: 'This page could not be shown. Nothing of yours is lost.',
    reload: 'Load the page again',
    settings: 'This app is not set up',
  },
} as const;
