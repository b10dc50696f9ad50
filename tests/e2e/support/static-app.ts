/**
 * A program that serves the built app alone, with its page filled in for the settings of its environment: whoever has a server
 * of their own has no use for ours.
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { loadAppFiles } from '../../../server/app-files/load.ts';
import { serveApp } from '../../../server/app-files/serve.ts';
import type { ServerEnvironment } from '../../../server/dependencies.ts';

const folder = process.env['APP_DIR'] ?? 'dist';
const files = await loadAppFiles(folder, process.env);
const app = new Hono<ServerEnvironment>();
app.all('*', serveApp(files));
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`App on http://127.0.0.1:${port}`);
});
