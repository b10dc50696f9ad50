import { Hono } from 'hono';
import { listenOnNextPort, tellPort } from '../http/next-port.ts';
import type { Settings } from '../settings.ts';
import { createSimulatedProvider } from '../simulated-provider/app.ts';
import { simulatedSettings } from '../simulated-provider/settings.ts';
import { readOptions, UsageError } from './arguments.ts';
import { stopAsked } from './stop-asked.ts';

export const SIMULATE_PROVIDER_USAGE =
  'npm run server -- simulate-provider [--port 4400]  (for development: plays Google, GitHub, Facebook, LinkedIn and OpenID)';

const PORT = '4400';

/** Serves the simulated identity provider on loopback, and prints the settings that make the server and the app use it. */
export async function simulateProvider(
  settings: Settings,
  parameters: readonly string[],
): Promise<void> {
  const stop = stopAsked(settings.exitWithParent);
  const { port = PORT } = readOptions(parameters, {
    usage: SIMULATE_PROVIDER_USAGE,
    required: [],
    optional: ['port'],
  });
  if (!/^\d{1,5}$/.test(port)) {
    throw new UsageError(
      `A port is a number.\nUsage: ${SIMULATE_PROVIDER_USAGE}`,
    );
  }
  const app = new Hono();
  const address = { host: '127.0.0.1', port: Number(port) };
  const listening = await listenOnNextPort(app, address, tellPort);
  const { origin } = listening;
  app.route('/', createSimulatedProvider({ issuer: origin }));
  const lines = Object.entries(simulatedSettings(origin)).map(
    ([name, value]) => `${name}=${value}\n`,
  );
  process.stdout.write(`Simulated identity provider on ${origin}\n`);
  process.stdout.write(`Settings:\n${lines.join('')}`);
  await stop;
  await listening.close();
}
