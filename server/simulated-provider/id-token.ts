import { randomUUID } from 'node:crypto';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import type { SimulatedPerson } from './people.ts';
import type { Scenario } from './scenarios.ts';
import type { Approval, SimulatedWorld } from './world.ts';

const ALGORITHM = 'RS256';
const LIFETIME = 60 * 60;
const DAY = 24 * 60 * 60;
const SOMEBODY_ELSE = 'https://somebody-else.example';

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** A key to sign with, and the set that the world may see. */
export async function createKeys() {
  const keyId = randomUUID();
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const jwk = await exportJWK(publicKey);
  return {
    keyId,
    privateKey,
    keySet: { keys: [{ ...jwk, kid: keyId, use: 'sig', alg: ALGORITHM }] },
  };
}

type Keys = Awaited<ReturnType<typeof createKeys>>;

/** The claims about a person, as id_token and user endpoint have them. */
export function personClaims(person: SimulatedPerson): JWTPayload {
  return {
    sub: person.subject,
    name: `${person.givenName} ${person.familyName}`,
    given_name: person.givenName,
    family_name: person.familyName,
    ...(person.email === undefined
      ? {}
      : { email: person.email, email_verified: person.isEmailVerified }),
    ...(person.hostedDomain === undefined ? {} : { hd: person.hostedDomain }),
  };
}

/** The id_token for an approval: a good one, or what its scenario wants. Nothing where that is none. */
export async function idTokenFor(
  world: SimulatedWorld,
  keys: Keys,
  approval: Approval,
): Promise<string | undefined> {
  const { scenario } = approval;
  if (scenario === 'token-absent') return undefined;
  const claims = idTokenClaims(world, approval);
  if (scenario === 'token-unsigned') return new UnsecuredJWT(claims).encode();
  if (scenario === 'token-symmetric') {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(world.clientSecret.padEnd(32, '.')));
  }
  const key: PrivateKey =
    scenario === 'token-forged'
      ? (await generateKeyPair(ALGORITHM)).privateKey
      : keys.privateKey;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: keys.keyId })
    .sign(key);
}

function idTokenClaims(
  world: SimulatedWorld,
  { clientId, nonce, person, scenario }: Approval,
): JWTPayload {
  const now = Math.floor(world.clock().getTime() / 1000);
  const good: JWTPayload = {
    ...personClaims(person),
    iss: world.issuer,
    aud: clientId,
    iat: now,
    exp: now + LIFETIME,
    ...(nonce === undefined ? {} : { nonce }),
  };
  const changes: Partial<Record<Scenario, JWTPayload>> = {
    'token-issuer': { iss: SOMEBODY_ELSE },
    'token-audience': { aud: 'another-app' },
    'token-party': { aud: [clientId, 'another-app'], azp: 'another-app' },
    'token-expired': { iat: now - DAY, exp: now - DAY + LIFETIME },
    'token-future': { iat: now + DAY, exp: now + DAY + LIFETIME },
    'token-nonce': { nonce: 'another-nonce' },
    'token-no-nonce': { nonce: undefined },
  };
  return { ...good, ...changes[scenario] };
}
