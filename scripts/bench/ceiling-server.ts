/** The least that a server on the same libraries does: it answers a constant. `ceiling.ts` starts it. */
import { Hono } from 'hono';
import { listen } from '../../server/http/listen.ts';

const app = new Hono();
app.get('/', (context) => context.json({ constant: true }));
const { origin } = await listen(app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`Constant on ${origin}\n`);
