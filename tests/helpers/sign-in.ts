import { click, fillIn } from '@ember/test-helpers';
import { DEMO_ACCOUNT } from '../../contract/seed';

export const EMAIL = 'input[autocomplete="username"]';
export const PASSWORD = 'input[autocomplete="current-password"]';
export const SIGN_IN = 'button[type="submit"]';

/** Fills in the sign-in form as a person does, and sends it. */
export async function signIn({
  email = DEMO_ACCOUNT.email,
  password = DEMO_ACCOUNT.password,
}: { email?: string; password?: string } = {}): Promise<void> {
  await fillIn(EMAIL, email);
  await fillIn(PASSWORD, password);
  await click(SIGN_IN);
}
