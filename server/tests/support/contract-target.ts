import type {
  ContractSettings,
  ContractTarget,
} from '../../../contract/types.ts';
import {
  startTestProvider,
  type ProviderId,
  type TestProvider,
} from './provider.ts';
import { startTestServer, type TestServer } from './server.ts';

/** What is asked: one server, or several behind one address. */
export type ServerOfContract = Pick<
  TestServer,
  'origin' | 'fetch' | 'now' | 'advance' | 'reset' | 'resetWith' | 'close'
>;

/** The real server, and beside it a provider for the cases that want one. */
export async function startContractTarget(
  starting: Promise<ServerOfContract> = startTestServer(),
): Promise<ContractTarget & { close(): Promise<void> }> {
  const server = await starting;
  const provider = await startTestProvider(server);
  return {
    fetch: server.fetch,
    advance: server.advance,
    reset: (settings) => reset(server, provider, settings),
    visit: ({ provider: id, ...visit }) =>
      provider.visit(id as ProviderId, visit),
    close: async () => {
      await provider.close();
      await server.close();
    },
  };
}

async function reset(
  server: ServerOfContract,
  provider: TestProvider,
  { identityProviders, ...settings }: ContractSettings,
): Promise<void> {
  if (!identityProviders) return server.reset(settings);
  const others = Object.keys(settings).join(', ');
  if (others) throw new Error(`not together with identityProviders: ${others}`);
  return provider.reset();
}
