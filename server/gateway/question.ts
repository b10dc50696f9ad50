import type { Dependencies } from '../dependencies.ts';
import { providerInApp } from '../identity-providers/app-data.ts';
import { IdentityProviderError } from '../identity-providers/errors.ts';
import { providerFetch } from '../identity-providers/fetch.ts';
import type {
  IdentityProvider,
  ProviderConfiguration,
} from '../identity-providers/types.ts';
import { isSecureAddress } from '../http/addresses.ts';
import type { BegunAttempt } from './attempts.ts';

/** What a provider is asked, beside what belongs to one attempt. */
export interface Question {
  address: string;
  /** Whether its answer must name it. */
  sendsIssuer: boolean;
  clientId: string;
  parameters: Readonly<Record<string, string>>;
}

/** What the server itself asks for: Google gives a refresh token only to who says so. */
const OWN_PARAMETERS: Readonly<Record<string, Record<string, string>>> = {
  google: { access_type: 'offline' },
};

const OPENID_SCOPE = 'openid email profile';

/**
 * How a provider is asked who somebody is: by the settings, else by the app's own file on it, else by its discovery document.
 * @throws IdentityProviderError when that can't be had
 */
export async function questionFor(
  { clock, origin, settings }: Dependencies,
  provider: IdentityProvider,
): Promise<Question> {
  const { id } = provider;
  const configuration = settings.identityProviders.find(
    (candidate) => candidate.id === id,
  );
  if (!configuration) throw new Error(`${id} is on, but not configured`);
  const inApp = await factsInApp(id);
  const endpoint = await provider.authorizationEndpoint({
    fetch: providerFetch(settings.identityProviderTimeout * 1000),
    now: clock(),
  });
  const address =
    absolute(configuration.authorizeUrl, origin()) ??
    // The app's file knows the usual issuer's, and no other one's.
    (configuration.issuer === undefined ? undefined : endpoint.address) ??
    filled(inApp.authorizationEndpoint, configuration) ??
    endpoint.address;
  if (address === undefined || !isSecureAddress(address)) {
    throw new IdentityProviderError('not-https');
  }
  return {
    address,
    sendsIssuer: endpoint.sendsIssuer || inApp.sendsIssuer === 'always',
    clientId: configuration.clientId,
    parameters: {
      ...inApp.parameters,
      ...OWN_PARAMETERS[id],
      scope: configuration.scope ?? inApp.scopes?.join(' ') ?? OPENID_SCOPE,
      ...(configuration.prompt !== undefined && {
        prompt: configuration.prompt,
      }),
    },
  };
}

/** The address of the question, for one attempt ([RFC 6749 section 4.1.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1)). */
export function authorizationRequest(
  { address, clientId, parameters }: Question,
  { hasNonce, hasPkce }: IdentityProvider,
  attempt: BegunAttempt & { redirectUri: string },
): string {
  const url = new URL(address);
  const all = {
    ...parameters,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: attempt.redirectUri,
    state: attempt.state,
    ...(hasNonce && { nonce: attempt.nonce }),
    ...(hasPkce && {
      code_challenge: attempt.codeChallenge,
      code_challenge_method: 'S256',
    }),
  };
  for (const [name, value] of Object.entries(all)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

/** What of an app's file is of use here; the kinds of providers there differ in what they have. */
interface AppFacts {
  label?: string;
  authorizationEndpoint?: string;
  scopes?: readonly string[];
  sendsIssuer?: string;
  parameters?: Readonly<Record<string, string>>;
}

async function factsInApp(id: string): Promise<AppFacts> {
  return (await providerInApp(id)) ?? {};
}

/** What a provider is called on the page of sign-in. */
export async function providerLabel(
  { settings }: Dependencies,
  id: string,
): Promise<string> {
  const configuration = settings.identityProviders.find(
    (candidate) => candidate.id === id,
  );
  return configuration?.label ?? (await factsInApp(id)).label ?? id;
}

/** As the app understands it: a path is one of our own origin. */
function absolute(
  address: string | undefined,
  origin: string,
): string | undefined {
  return address?.startsWith('/') ? new URL(address, origin).href : address;
}

/** The app's files may name the one setting in braces; an address with another one is known to nobody here. */
function filled(
  address: string | undefined,
  { graphVersion }: ProviderConfiguration,
): string | undefined {
  const whole = address?.replace('{FACEBOOK_GRAPH_VERSION}', graphVersion);
  return whole?.includes('{') ? undefined : whole;
}
