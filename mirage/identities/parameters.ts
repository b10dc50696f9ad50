import { readForm } from '../handlers/form.ts';
import type { Question } from '../http/question.ts';
import { OAuthError } from '../oauth-error.ts';
import { IdentityRefusedError } from './refused.ts';

/** What came with a request; a parameter without a value counts as omitted. */
export type Parameters = ReadonlyMap<string, string>;

/** A provider's code, state or nonce: visible ASCII (RFC 6749 appendix A), and not without end. */
const OPAQUE = /^[\x20-\x7e]{1,4096}$/;

/**
 * The parameters of a request, from a form or from a flat JSON object of texts.
 * @throws IdentityRefusedError
 */
export function readParameters(question: Question): Parameters {
  const type = question.header('content-type') ?? '';
  if (/^application\/json\s*(?:;|$)/i.test(type)) {
    return fromJson(question.body);
  }
  try {
    return readForm(question);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    throw new IdentityRefusedError('invalid_request', error.message);
  }
}

/** @throws IdentityRefusedError */
export function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value !== undefined) return value;
  throw new IdentityRefusedError(
    'invalid_request',
    `The parameter ${name} is missing.`,
  );
}

/**
 * A text that the provider, or the browser for one attempt, made up.
 * @throws IdentityRefusedError
 */
export function readOpaque(parameters: Parameters, name: string): string {
  const value = required(parameters, name);
  if (OPAQUE.test(value)) return value;
  throw new IdentityRefusedError(
    'invalid_request',
    `The parameter ${name} is malformed.`,
  );
}

function fromJson(text: string): Parameters {
  const entries = Object.entries(parseObject(text));
  const isFlat = entries.every(([, value]) => typeof value === 'string');
  if (!isFlat) throw notAnObject();
  return new Map((entries as [string, string][]).filter(([, v]) => v !== ''));
}

function parseObject(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAnObject();
  }
  if (typeof value !== 'object' || value === null) throw notAnObject();
  return value;
}

function notAnObject() {
  return new IdentityRefusedError(
    'invalid_request',
    'The body must be a JSON object whose members are texts.',
  );
}
