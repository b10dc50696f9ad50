import type { Request, Response } from '@playwright/test';
import type { SecretKind, Secrets } from './secrets.ts';

/** What the fields of a form, of JSON and of a token answer hold, whoever sends them. */
const FIELDS: Readonly<Record<string, SecretKind>> = {
  access_token: 'access token',
  refresh_token: 'refresh token',
  password: 'password',
  current_password: 'password',
  new_password: 'password',
  'current-password': 'password',
  'new-password': 'password',
  code: 'authorization code',
  code_verifier: 'code verifier',
  client_secret: 'client secret',
};

/** Cookies of our server; those that scripts may read are no secrets. */
const OUR_SECRET_COOKIE = /^((?:__Host-)?latchkey[\w-]*)=([^;]+);.*HttpOnly/i;

/** What a request brings: credentials in its header, and a form that is sent. Codes in URLs are none until they are used. */
export function collectFromRequest(request: Request, secrets: Secrets): void {
  const authorization = request.headers()['authorization'];
  secrets.add('access token', /^Bearer (.+)/.exec(authorization ?? '')?.[1]);
  const body = request.postData();
  if (body === null) return;
  const contentType = request.headers()['content-type'] ?? '';
  if (contentType.includes('json')) collectFromJson(body, secrets);
  else collectFromForm(new URLSearchParams(body), secrets);
}

/** What an answer brings: tokens, and the cookies that scripts can't read. */
export async function collectFromResponse(
  response: Response,
  secrets: Secrets,
): Promise<void> {
  const request = response.request();
  if (['script', 'stylesheet', 'image'].includes(request.resourceType())) {
    return;
  }
  for (const cookie of await response.headerValues('set-cookie')) {
    secrets.add('cookie', OUR_SECRET_COOKIE.exec(cookie)?.[2]);
  }
  const contentType = response.headers()['content-type'] ?? '';
  const isToken = request.method() === 'POST' && /json/.test(contentType);
  if (isToken) collectFromJson(await response.text(), secrets);
}

function collectFromForm(form: URLSearchParams, secrets: Secrets): void {
  for (const [name, kind] of Object.entries(FIELDS)) {
    for (const value of form.getAll(name)) secrets.add(kind, value);
  }
  // RFC 7009
  const hint = form.get('token_type_hint');
  const kind = hint === 'access_token' ? 'access token' : 'refresh token';
  secrets.add(kind, form.get('token'));
}

/** Of JSON the fields at any depth count: JSON:API has them in `attributes`. */
function collectFromJson(text: string, secrets: Secrets): void {
  try {
    JSON.parse(text, (name, value: unknown) => {
      const kind = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
      if (kind && typeof value === 'string') secrets.add(kind, value);
      return value;
    });
  } catch {
    // It was no JSON; there are tests of that.
  }
}
