import type { SimulatedPerson } from '../../server/simulated-provider/people.ts';

/** How the simulation of one provider differs from another's. */
export interface SimulatedProvider {
  id: string;
  /** As users know it. */
  name: string;
  /** Identities are kept under it; it is also what a callback may name (RFC 9207). */
  issuer: string;
  /** Whether its callbacks name it. */
  sendsIssuer: boolean;
  hasPkce: boolean;
  /** Whether it answers with an id_token, which repeats the nonce. */
  hasNonce: boolean;
  /** What it puts behind the callback address. */
  fragment: string;
  /** The address that it tells of a person, and whether its word on that counts. */
  addressOf: (person: SimulatedPerson) => Address;
}

export interface Address {
  email: string | undefined;
  isEmailVerified: boolean;
}

type Peculiarities = Partial<Omit<SimulatedProvider, 'id'>>;

/** As the real server takes them: `server/identity-providers/` says why. */
const PROVIDERS: ReadonlyMap<string, Peculiarities> = new Map([
  [
    'google',
    {
      name: 'Google',
      issuer: 'https://accounts.google.com',
      sendsIssuer: true,
      hasNonce: true,
      addressOf: (person) => ({
        email: person.email,
        isEmailVerified: person.isEmailVerified && isHostedByGoogle(person),
      }),
    },
  ],
  [
    'facebook',
    {
      name: 'Facebook',
      issuer: 'https://www.facebook.com',
      hasPkce: false,
      fragment: '#_=_',
      addressOf: ({ email }) => ({ email, isEmailVerified: false }),
    },
  ],
  [
    'github',
    {
      name: 'GitHub',
      issuer: 'https://github.com/login/oauth',
      sendsIssuer: true,
      addressOf: ({ email, isEmailVerified }) => ({
        email: isEmailVerified ? email : undefined,
        isEmailVerified,
      }),
    },
  ],
  ['oidc', { name: 'OpenID', sendsIssuer: true, hasNonce: true }],
  ['linkedin', { name: 'LinkedIn' }],
] satisfies [string, Peculiarities][]);

/**
 * The simulation of a provider. One that is not known here is an OAuth server with PKCE.
 * @param origin of the token server, which is an OpenID provider itself: `oidc`
 */
export function simulatedProvider(
  id: string,
  origin: string,
): SimulatedProvider {
  return {
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    issuer: id === 'oidc' ? origin : `${origin}/simulated-provider/${id}`,
    sendsIssuer: false,
    hasPkce: true,
    hasNonce: false,
    fragment: '',
    addressOf: ({ email, isEmailVerified }) => ({ email, isEmailVerified }),
    ...PROVIDERS.get(id),
  };
}

function isHostedByGoogle({ email, hostedDomain }: SimulatedPerson): boolean {
  return (
    hostedDomain !== undefined ||
    email?.split('@')[1]?.toLowerCase() === 'gmail.com'
  );
}
