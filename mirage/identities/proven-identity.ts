import type { SimulatedPerson } from '../../server/simulated-provider/people.ts';
import type { SimulatedProvider } from '../identity-providers/providers.ts';

/** Who somebody is, in the words of a provider. */
export interface ProvenIdentity {
  provider: string;
  issuer: string;
  /** With the issuer, the key: never the address, never a name. */
  subject: string;
  email: string | undefined;
  /** Whether the provider is one to say that this address is this user's, and says so. */
  isEmailVerified: boolean;
  firstName: string;
  lastName: string;
}

/** A person, as the server has them from a provider. */
export function toProvenIdentity(
  { addressOf, id, issuer }: SimulatedProvider,
  person: SimulatedPerson,
): ProvenIdentity {
  return {
    provider: id,
    issuer,
    subject: person.subject,
    ...addressOf(person),
    firstName: person.givenName,
    lastName: person.familyName,
  };
}
