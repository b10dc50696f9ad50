import { isDevelopingApp, macroCondition } from '@embroider/macros';
import Application from './app';
import config from './config/environment';
import { cleanCallback } from './services/browser';

/** Starts the app; in `npm run start:mirage` the simulated server first. */
export async function boot(): Promise<void> {
  cleanCallback();
  if (macroCondition(isDevelopingApp())) {
    if (config.simulateServer) {
      const { startSimulatedServer } = await import('../mirage/start');
      await startSimulatedServer(config.rootURL);
    }
  }
  Application.create(config.APP);
}
