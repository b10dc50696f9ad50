import OAuth2Server from '@node-oauth/oauth2-server';
import type { Context } from 'hono';
import { readForm } from '../oauth/form.ts';
import { parseJson } from '../http/json.ts';
import { IdentityRefusedError } from './refused.ts';

export type Parameters = ReadonlyMap<string, string>;

/**
 * The parameters of a request, from a form or from a flat JSON object of texts.
 * @throws IdentityRefusedError
 */
export async function readParameters(context: Context): Promise<Parameters> {
  const type = context.req.header('content-type') ?? '';
  if (/^application\/json\s*(?:;|$)/i.test(type)) {
    return fromJson(await context.req.text());
  }
  try {
    return await readForm(context);
  } catch (error) {
    if (!(error instanceof OAuth2Server.InvalidRequestError)) throw error;
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

function fromJson(text: string): Parameters {
  const entries = Object.entries(parseObject(text));
  const isFlat = entries.every(([, value]) => typeof value === 'string');
  if (!isFlat) throw notAnObject();
  return new Map((entries as [string, string][]).filter(([, v]) => v !== ''));
}

function parseObject(text: string): object {
  let value: unknown;
  try {
    value = parseJson(text);
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
