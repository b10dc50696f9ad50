import assert from 'node:assert/strict';
import type { Dependencies } from '../../dependencies.ts';
import { createSimulatedProvider } from '../../simulated-provider/app.ts';
import type { Scenario } from '../../simulated-provider/scenarios.ts';
import type { RenewalBehaviour } from '../../simulated-provider/world.ts';
import { startTestProvider, type TestProvider } from './provider.ts';
import { startTestServer, type TestServer } from './server.ts';

export { createSimulatedProvider };

/** Names of cookies at an origin without https. */
export const SESSION_COOKIE = 'latchkey_gateway';
export const ATTEMPT_COOKIE = /^latchkey_gateway_start_[A-Za-z0-9_-]{16}$/;

/** What a script of the app sends with whatever may change something. */
export const OF_THE_APP = {
  'x-requested-with': 'XMLHttpRequest',
  'sec-fetch-site': 'same-origin',
} as const;

export type HeaderFields = Readonly<Record<string, string>>;

/** An answer, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  location: string | undefined;
  setCookies: readonly string[];
}

/** What happens at the provider. */
export interface Visit {
  scenario?: Scenario;
  person?: string;
}

/** A browser at the gateway: it keeps cookies, and forgets those that it is told to. */
export class GatewayBrowser {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The value of the session cookie. */
  get session(): string | undefined {
    return this.cookies.get(SESSION_COOKIE);
  }

  /** @param address a path, or an address of the server */
  async send(
    address: string,
    {
      headers = {},
      ...init
    }: Omit<RequestInit, 'headers'> & { headers?: HeaderFields } = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(new URL(address, this.#origin), {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie !== '' && { cookie }), ...headers },
    });
    const setCookies = response.headers.getSetCookie();
    for (const header of setCookies) this.#keep(header);
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: response.headers.get('location') ?? undefined,
      setCookies,
    };
  }

  get(address: string, headers: HeaderFields = {}): Promise<Answer> {
    return this.send(address, { headers });
  }

  post(
    address: string,
    form: HeaderFields = {},
    headers: HeaderFields = {},
  ): Promise<Answer> {
    const body = new URLSearchParams(form);
    return this.send(address, { method: 'POST', body, headers });
  }

  /** Begins, and goes to the provider; where the provider then sends the browser. */
  async visit(start: string, visit: Visit = {}): Promise<string> {
    const begun = await this.get(start);
    assert.equal(begun.status, 302, begun.text);
    return atProvider(begun.location ?? '', visit);
  }

  /** The whole way in. */
  async signIn(
    visit: Visit = {},
    start = '/oauth2/start?rd=%2Fusers',
  ): Promise<Answer> {
    return this.get(await this.visit(start, visit));
  }

  #keep(header: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    if (/;\s*max-age=0(?:;|$)/i.test(header)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Answers the provider's question; the address that it sends the browser back to. */
export async function atProvider(
  address: string,
  { person = 'ada', scenario = 'approve' }: Visit = {},
): Promise<string> {
  const url = new URL(address);
  url.searchParams.set('scenario', scenario);
  url.searchParams.set('person', person);
  const response = await fetch(url, { redirect: 'manual' });
  assert.equal(response.status, 303, await response.text());
  return response.headers.get('location') ?? '';
}

/** A server that plays the gateway's part, with a simulated provider. */
export interface GatewayWorld {
  server: TestServer;
  provider: TestProvider;
  browser(): GatewayBrowser;
  reset(
    settings?: Record<string, string>,
    changes?: Partial<Dependencies>,
  ): Promise<void>;
  /** What becomes of refresh tokens from now on. */
  renewals(behaviour: RenewalBehaviour): Promise<void>;
  renewalCount(): Promise<number>;
  close(): Promise<void>;
}

export async function startGateway(
  options: Parameters<typeof startTestServer>[0] = {},
): Promise<GatewayWorld> {
  const server = await startTestServer(options);
  const provider = await startTestProvider(server);
  return {
    server,
    provider,
    browser: () => new GatewayBrowser(server.origin),
    reset: (settings = {}, changes = {}) =>
      provider.reset({ GATEWAY_PROVIDER: 'oidc', ...settings }, changes),
    renewals: async (behaviour) => {
      const body = new URLSearchParams({ behaviour });
      const address = `${provider.origin}/renewals`;
      const response = await fetch(address, { method: 'POST', body });
      assert.equal(response.status, 200);
    },
    renewalCount: async () => {
      const response = await fetch(`${provider.origin}/renewals`);
      const { count } = (await response.json()) as { count: number };
      return count;
    },
    close: async () => {
      await provider.close();
      await server.close();
    },
  };
}
