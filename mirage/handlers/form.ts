import type { Question } from '../http/question.ts';
import { OAuthError } from '../oauth-error.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The parameters of a form; one without a value counts as omitted. */
export type Form = ReadonlyMap<string, string>;

/**
 * Reads the parameters of a request to the token or the revocation endpoint, which come as a form in the body and
 * nowhere else, each once ([RFC 6749 section 3.2](https://www.rfc-editor.org/rfc/rfc6749#section-3.2)).
 * @throws OAuthError
 */
export function readForm({ url, body, header }: Question): Form {
  const mediaType = header('content-type')?.split(';', 1)[0]?.trim();
  if (url.search !== '') {
    throw invalidRequest('Parameters belong in the body, not in the address.');
  }
  if (mediaType?.toLowerCase() !== FORM_TYPE) {
    throw invalidRequest(`The body must be ${FORM_TYPE}.`);
  }
  const pairs = body
    .split('&')
    .filter((pair) => pair !== '')
    .map(toPair);
  const form = new Map(pairs);
  if (form.size < pairs.length) {
    throw invalidRequest('A parameter is there more than once.');
  }
  return new Map(pairs.filter(([, value]) => value !== ''));
}

/** @throws OAuthError where the parameter is missing or empty */
export function requireParameter(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined) {
    throw invalidRequest(`The parameter ${name} is missing.`);
  }
  return value;
}

function toPair(pair: string): [name: string, value: string] {
  const [name = '', ...value] = pair.split('=');
  return [decode(name), decode(value.join('='))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidRequest('The form is not well encoded.');
  }
}

/** A request that is not what RFC 6749 describes. */
export function invalidRequest(description: string): OAuthError {
  return new OAuthError('invalid_request', description);
}
