import {
  PEOPLE,
  personIn,
  type SimulatedPerson,
} from '../../server/simulated-provider/people.ts';
import { clientsOf } from '../clients.ts';
import type { InOneGo } from '../kept-records.ts';
import { randomToken } from '../random-token.ts';
import type { SimulatedSchema } from '../schema.ts';
import type { Settings } from '../settings.ts';
import {
  AuthorizationRequestError,
  readAuthorizationRequest,
  type AuthorizationRequest,
} from './authorization-request.ts';
import { simulatedProvider, type SimulatedProvider } from './providers.ts';
import type { AnsweringScenario } from './scenarios.ts';

/** Where the page of a provider is, when it is simulated: below the app's root URL. */
const AUTHORIZE_PATH = /\/simulated-provider\/([a-z0-9-]+)\/authorize$/;

const CODE_LIFETIME = 60;
const HOSTILE_TEXT = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
const SOMEBODY_ELSE = 'https://somebody-else.example';

export interface Consent {
  scenario?: AnsweringScenario;
  /** Who is at the provider; a name of `server/simulated-provider/people.ts`, or somebody of the test's own. */
  person?: string | SimulatedPerson;
  /** The provider's id, where the address is not of a simulated one. */
  provider?: string;
}

export interface IdentityProvidersParts {
  schema: SimulatedSchema;
  settings: Settings;
  /** The origin of the token server. */
  origin: string;
  /** Where a provider may send the browser back to; `{provider}` stands for its id. */
  redirectUris: readonly string[];
  /** Milliseconds since 1970. */
  now: () => number;
  inOneGo: InOneGo;
}

/** All the identity providers that there are, simulated: they know everybody, and ask nobody for a password. */
export class IdentityProviders {
  readonly #parts: IdentityProvidersParts;

  constructor(parts: IdentityProvidersParts) {
    this.#parts = parts;
  }

  /** A provider that is on. */
  find(id: string): SimulatedProvider | undefined {
    const { identityProviders: on } = this.#parts.settings;
    const isOn = on === 'any' ? /^[a-z0-9-]+$/.test(id) : on.includes(id);
    return isOn ? simulatedProvider(id, this.#parts.origin) : undefined;
  }

  /** The addresses that a provider may send the browser back to. */
  redirectUris(id: string): readonly string[] {
    return this.#parts.redirectUris.map((uri) =>
      uri.replaceAll('{provider}', id),
    );
  }

  /**
   * Reads what an app sends the browser to a provider with.
   * @throws AuthorizationRequestError
   */
  read(address: URL, id?: string): AuthorizationRequest {
    const named = id ?? AUTHORIZE_PATH.exec(address.pathname)?.[1];
    const provider = named === undefined ? undefined : this.find(named);
    if (!provider) {
      throw new AuthorizationRequestError('There is no such provider here.');
    }
    return readAuthorizationRequest(address.searchParams, provider, {
      clientIds: clientsOf(provider.id),
      redirectUris: this.redirectUris(provider.id),
    });
  }

  /**
   * Lets a person decide, and says where the provider sends the browser then. A code that goes with it is good once, for
   * a minute.
   * @param address what the app has sent the browser to
   * @throws AuthorizationRequestError for a request that a provider would refuse
   */
  answer(
    address: URL,
    { person = 'ada', provider, scenario = 'approve' }: Consent = {},
  ): URL {
    const request = this.read(address, provider);
    const answer = new URL(request.redirectUri);
    const parameters = {
      ...this.#decide(request, scenario, findPerson(person)),
      state: scenario === 'state-tampered' ? 'tampered' : request.state,
      iss: issuerIn(scenario, request.provider),
    };
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null) answer.searchParams.set(name, value);
    }
    answer.hash = request.provider.fragment;
    return answer;
  }

  #decide(
    request: AuthorizationRequest,
    scenario: AnsweringScenario,
    person: SimulatedPerson,
  ): Record<string, string> {
    if (scenario === 'cancel') {
      return {
        error: 'access_denied',
        error_description: 'The user said no.',
      };
    }
    if (scenario === 'error-hostile') {
      return { error: HOSTILE_TEXT, error_description: HOSTILE_TEXT };
    }
    const { inOneGo, now, schema } = this.#parts;
    const { provider, state: _, ...asked } = request;
    const code = randomToken();
    inOneGo(() =>
      schema.create('authorizationCode', {
        ...asked,
        id: code,
        provider: provider.id,
        scenario,
        person: personIn(scenario, person),
        expiresAt: now() + CODE_LIFETIME * 1000,
        usedAt: null,
        familyId: null,
      }),
    );
    return { code };
  }
}

/** The id of the provider whose simulated page has this path. */
export function providerAt(path: string): string | undefined {
  return AUTHORIZE_PATH.exec(path)?.[1];
}

function findPerson(person: string | SimulatedPerson): SimulatedPerson {
  if (typeof person !== 'string') return person;
  const found = PEOPLE[person];
  if (!found) throw new RangeError(`nobody is called ${person}`);
  return found;
}

function issuerIn(
  scenario: AnsweringScenario,
  { issuer, sendsIssuer }: SimulatedProvider,
): string | null {
  if (scenario === 'issuer-wrong') return SOMEBODY_ELSE;
  return sendsIssuer ? issuer : null;
}
