import { isRecord, own } from './session-data';

/** Who is signed in, as the server says. */
export interface CurrentUser {
  id: string;
  email: string | undefined;
  /** What to call the user: the name, or else the e-mail, or else the id. */
  name: string;
}

/**
 * Reads the answer of the current-user endpoint: a JSON:API document of one resource, or a flat object with `id` or
 * `sub` (OpenID Connect Core section 5.1). Attributes may be dasherized, underscored or camel-cased.
 *
 * @returns nothing where the answer is neither
 */
export function parseCurrentUser(document: unknown): CurrentUser | undefined {
  if (!isRecord(document)) return undefined;
  const data = own(document, 'data');
  const resource = isRecord(data) ? data : document;
  const id = [own(resource, 'id'), own(resource, 'sub')]
    .map((value) => (typeof value === 'number' ? String(value) : value))
    .find((value) => typeof value === 'string' && value.trim() !== '');
  if (typeof id !== 'string') return undefined;

  const nested = own(resource, 'attributes');
  const attributes = isRecord(nested) ? nested : resource;
  const text = (...names: string[]) =>
    names
      .map((name) => own(attributes, name))
      .find((value) => typeof value === 'string' && value.trim() !== '') as
      string | undefined;

  const email = text('email');
  const fullName = [
    text('first-name', 'first_name', 'firstName', 'given_name'),
    text('last-name', 'last_name', 'lastName', 'family_name'),
  ]
    .filter(Boolean)
    .join(' ');
  return {
    id,
    email,
    name: text('name') ?? (fullName || email) ?? id,
  };
}
