import { jsonAnswer, NOT_STORED } from '../http/answers.ts';
import { OAuthError } from '../oauth-error.ts';
import { readClient } from './clients.ts';
import type { Handler } from './context.ts';
import { readForm, requireParameter, type Form } from './form.ts';
import { findGrant } from './grants.ts';

/** `POST /oauth/token` ([RFC 6749 section 3.2](https://www.rfc-editor.org/rfc/rfc6749#section-3.2)). */
export const token: Handler = (context, question) => {
  const form = readForm(question);
  const client = readClient(question, form);
  const type = requireParameter(form, 'grant_type');

  const grant = findGrant(context.settings, type);
  if (!grant) {
    throw new OAuthError('unsupported_grant_type', 'There is no such grant.');
  }
  if (!client.grants.includes(type)) {
    throw new OAuthError(
      'unauthorized_client',
      'The client may not use this grant.',
    );
  }
  const { idToken, tokens } = grant(context, {
    client,
    form,
    scope: readScope(form),
    codeChallenge: question.codeChallenge,
    issuer: question.url.origin,
  });
  return jsonAnswer(
    200,
    {
      access_token: tokens.accessToken,
      token_type: 'Bearer',
      expires_in: tokens.expiresIn,
      refresh_token: tokens.refreshToken,
      scope: tokens.scope.join(' '),
      ...(idToken !== undefined && { id_token: idToken }),
    },
    NOT_STORED,
  );
};

/** [RFC 6749 appendix A.4](https://www.rfc-editor.org/rfc/rfc6749#appendix-A.4). */
const SCOPE_FORM = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

function readScope(form: Form): readonly string[] | undefined {
  const scope = form.get('scope');
  if (scope === undefined) return undefined;
  if (!SCOPE_FORM.test(scope)) {
    throw new OAuthError('invalid_scope', 'The scope is malformed.');
  }
  return [...new Set(scope.split(' '))];
}
