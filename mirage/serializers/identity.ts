import { narrowing } from '../http/fieldset.ts';
import type { ExternalIdentity } from '../schema.ts';

export const IDENTITIES_PATH = '/api/me/identities';
export const IDENTITY_FIELDS = 'fields[identities]';

const FIELDS = ['provider', 'email', 'linked-at'];

/** An identity as a JSON:API resource. The subject is not shown: it is of use to nobody. */
export function identityResource(identity: ExternalIdentity) {
  return {
    type: 'identities',
    id: identity.id,
    attributes: {
      provider: identity.provider,
      email: identity.email,
      'linked-at': identity.linkedAt,
    },
    links: { self: `${IDENTITIES_PATH}/${identity.id}` },
  };
}

/** Leaves of identities what a request asks for. */
export function narrowIdentities(query: ReadonlyMap<string, string>) {
  return narrowing(query, 'identities', FIELDS);
}
