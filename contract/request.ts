import { fill } from './template.ts';
import type { ContractRequest, Fields } from './types.ts';

type Remembered = ReadonlyMap<string, string>;

/** The arguments for `fetch` that a described request stands for. */
export function toFetchArguments(
  request: ContractRequest,
  remembered: Remembered,
): [path: string, init: RequestInit] {
  const query = request.query && encode(request.query, remembered);
  const path = fill(request.path, remembered) + (query ? `?${query}` : '');
  const { type, body } = content(request, remembered);
  const headers: Record<string, string> = {};

  if (type !== undefined) headers['content-type'] = type;
  if (request.bearer !== undefined) {
    headers['authorization'] = `Bearer ${fill(request.bearer, remembered)}`;
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    headers[name.toLowerCase()] = fill(value, remembered);
  }
  return [
    path,
    {
      method: request.method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    },
  ];
}

function content(
  request: ContractRequest,
  remembered: Remembered,
): { type?: string; body?: string } {
  if (request.form !== undefined) {
    return {
      type: 'application/x-www-form-urlencoded',
      body: encode(request.form, remembered),
    };
  }
  if (request.json !== undefined) {
    return {
      type: 'application/json',
      body: fill(JSON.stringify(request.json), remembered),
    };
  }
  if (request.body !== undefined) {
    return { body: fill(request.body, remembered) };
  }
  return {};
}

function encode(fields: Fields, remembered: Remembered): string {
  const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
  return new URLSearchParams(
    pairs.map(([name, value]: readonly [string, string]): [string, string] => [
      name,
      fill(value, remembered),
    ]),
  ).toString();
}
