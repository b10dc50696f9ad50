/**
 * `npm run test:adopt`: makes a fresh Ember app, does what docs/adopt.md says, block by block, and signs in to what comes of it
 * with a real browser and the real server. `--keep` leaves the app where it was made, and says where.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { follow } from './adopt/follow.ts';
import { makeHostApp } from './adopt/host-app.ts';
import { readInstructions } from './adopt/instructions.ts';
import { visit } from './adopt/visit.ts';
import { root } from './child-process.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { startServer } from './start-server.ts';

const document = await readFile(join(root, 'docs/adopt.md'), 'utf8');
const instructions = readInstructions(document);
const folder = await mkdtemp(join(tmpdir(), 'latchkey-adopt-'));
const app = join(folder, 'host-app');
const start = Date.now();

try {
  ensureBrowser();
  tell('a fresh app, by ember new');
  await makeHostApp(app);
  for (const instruction of instructions) {
    const { kind, line } = instruction;
    const what = kind === 'run' ? instruction.command : instruction.path;
    tell(`line ${line}: ${kind} ${what.trim().split('\n')[0]}`);
    await follow(instruction, app);
  }
  await tryIt(join(app, 'dist'));
  tell('a fresh app signs in and out by what docs/adopt.md says');
} finally {
  if (process.argv.includes('--keep')) console.log(`The app is in ${app}`);
  else await rm(folder, { recursive: true, force: true });
}

async function tryIt(built: string): Promise<void> {
  tell('the server, with the built app');
  const server = await startServer({
    APP_DIR: built,
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: '',
    SEED_DEMO: 'on',
    PORT: '0',
  });
  try {
    await visit(server.answer);
  } finally {
    server.process.stdin?.end();
    await server.stop();
  }
}

function tell(what: string): void {
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`[${seconds} s] ${what}`);
}
