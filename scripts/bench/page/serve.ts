import type { StartedProcess } from '../../child-process.ts';
import { startServer } from '../../start-server.ts';
import { startDatabase } from '../databases.ts';

/** One of the two apps, on a server of its own. */
export interface ServedApp {
  origin: string;
  stop(): Promise<void>;
}

/** Serves a built app by the real server, with the demo data, on the embedded database. HTTP/1.1, without TLS. */
export async function serve(folder: string): Promise<ServedApp> {
  const database = await startDatabase('pglite');
  let server: StartedProcess;
  try {
    server = await startServer({
      ...database.settings,
      NODE_ENV: 'production',
      SEED_DEMO: 'on',
      SIGN_IN_METHODS: 'password',
      APP_DIR: folder,
      PORT: '0',
    });
  } catch (error) {
    await database.drop();
    throw error;
  }
  return {
    origin: server.answer,
    stop: async () => {
      await server.stop();
      await database.drop();
    },
  };
}
