import { findClient, type SimulatedClient } from '../clients.ts';
import type { Question } from '../http/question.ts';
import { OAuthError } from '../oauth-error.ts';
import { invalidRequest, requireParameter, type Form } from './form.ts';

interface Credentials {
  id: string;
  secret: string | undefined;
}

/**
 * Finds the client that asks, by the `Authorization` header or the body, never both. All clients here are public ones:
 * who shows a secret is not one of them ([RFC 6749 section 2.3](https://www.rfc-editor.org/rfc/rfc6749#section-2.3)).
 * @throws OAuthError
 */
export function readClient({ header }: Question, form: Form): SimulatedClient {
  const authorization = header('authorization');
  const credentials = authorization
    ? readHeader(authorization, form)
    : { id: requireParameter(form, 'client_id'), secret: secretIn(form) };
  const client = findClient(credentials.id);

  if (!client || credentials.secret !== undefined) {
    throw unknownClient(authorization);
  }
  return client;
}

function readHeader(authorization: string, form: Form): Credentials {
  const basic = parseBasic(authorization);
  const id = form.get('client_id') ?? basic.id;
  if (id !== basic.id || secretIn(form) !== undefined) {
    throw invalidRequest('The client must use one way to authenticate.');
  }
  return basic;
}

function secretIn(form: Form): string | undefined {
  return form.get('client_secret');
}

/** Id and secret are form-encoded before they are put together (RFC 6749 section 2.3.1). */
function parseBasic(authorization: string): Credentials {
  const [, encoded = ''] = /^basic +(\S+)$/i.exec(authorization) ?? [];
  try {
    const [id = '', ...secret] = atob(encoded)
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    return { id, secret: secret.join(':') || undefined };
  } catch {
    throw unknownClient(authorization);
  }
}

/** Only a client that tried the header is asked for it: a browser would show its own dialogue. */
function unknownClient(authorization: string | undefined): OAuthError {
  return new OAuthError(
    'invalid_client',
    'The client is unknown or not authenticated.',
    authorization
      ? {
          status: 401,
          headers: { 'WWW-Authenticate': 'Basic realm="latchkey"' },
        }
      : {},
  );
}
