/**
 * Runs an nginx on a site of its own, for tests: `PUBLIC_URL` says where, the other settings are those of `npm run nginx`. It
 * ends when standard input does.
 */
import { stopAsked } from '../../server/commands/stop-asked.ts';
import { startNginx } from './start-nginx.ts';

const nginx = await startNginx(process.env['PUBLIC_URL'] ?? '', process.env);
console.log(`nginx on ${nginx.origin}`);
await stopAsked(true);
await nginx.stop();
