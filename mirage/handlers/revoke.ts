import { emptyAnswer, NOT_STORED } from '../http/answers.ts';
import { readClient } from './clients.ts';
import type { Handler } from './context.ts';
import { readForm, requireParameter } from './form.ts';

/**
 * `POST /oauth/revoke` ([RFC 7009](https://www.rfc-editor.org/rfc/rfc7009)). The answer does not tell whether there was
 * such a token, and the hint is not needed to find it.
 */
export const revoke: Handler = ({ identity }, question) => {
  const form = readForm(question);
  const client = readClient(question, form);
  identity.revoke(client, requireParameter(form, 'token'));
  return emptyAnswer(200, NOT_STORED);
};
