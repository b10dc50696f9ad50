import { describeDevice } from '../../server/sessions/devices.ts';
import { findClient } from '../clients.ts';
import { narrowing } from '../http/fieldset.ts';
import type { TokenFamily } from '../schema.ts';

export const SESSIONS_PATH = '/api/me/sessions';
export const SESSION_FIELDS = 'fields[sessions]';

const FIELDS = [
  'device',
  'address',
  'created-at',
  'last-used-at',
  'current',
  'client',
];

/** A sign-in as a JSON:API resource. The id is the family's, which is no secret; nothing of its tokens is told. */
export function sessionResource(family: TokenFamily, currentId: string) {
  return {
    type: 'sessions',
    id: family.id,
    attributes: {
      device: describeDevice(family.userAgent),
      address: family.address,
      'created-at': new Date(family.createdAt).toISOString(),
      'last-used-at': new Date(family.lastUsedAt).toISOString(),
      current: family.id === currentId,
      client: findClient(family.clientId)?.name ?? family.clientId,
    },
    links: { self: `${SESSIONS_PATH}/${family.id}` },
  };
}

/** Leaves of sessions what a request asks for. */
export function narrowSessions(query: ReadonlyMap<string, string>) {
  return narrowing(query, 'sessions', FIELDS);
}
