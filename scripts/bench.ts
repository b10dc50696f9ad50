/**
 * `npm run bench`: how many requests the server answers in a second, and how fast, on each of its databases; beside it the
 * least that any server on the same libraries takes. With `-- --seconds 2 --rows 10000 --only pglite` it is done sooner.
 * `-- --timing` measures something else: whether the time of a refusal tells which accounts there are; and `-- --nginx` what it
 * costs that nginx asks a gateway for each request.
 */
import { parseArgs } from 'node:util';
import { startDatabase, DATABASE_KINDS } from './bench/databases.ts';
import { measureCeiling } from './bench/ceiling.ts';
import { measureNginx } from './bench/measure-nginx.ts';
import { measureServer } from './bench/measure-server.ts';
import { loadTable, type LoadRow } from './bench/table.ts';
import {
  describeTiming,
  MAX_RATIO,
  measureServerTiming,
  ratioOf,
} from './bench/timing.ts';
import { wholeNumber } from './bench/whole-number.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '10' },
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    nginx: { type: 'boolean', default: false },
    timing: { type: 'boolean', default: false },
  },
});
const options = {
  seconds: wholeNumber('seconds', values.seconds),
  connections: wholeNumber('connections', values.connections),
  rows: wholeNumber('rows', values.rows),
};
const kinds = DATABASE_KINDS.filter(
  (kind) => values.only === undefined || kind === values.only,
);

if (values.timing) await measureTimings();
else if (values.nginx) await measureGateway();
else await measureLoad();

async function measureLoad(): Promise<void> {
  console.log(
    `${options.connections} connections, ${options.seconds} s each; the load generator runs on the same machine.`,
  );
  const rows: LoadRow[] = [await measureCeiling(options)];
  const remarks: string[] = [];
  for (const kind of kinds) {
    const database = await startDatabase(kind);
    try {
      const measured = await measureServer(database, options);
      rows.push(...measured.rows);
      remarks.push(...measured.remarks);
    } finally {
      await database.drop();
    }
  }
  console.log(`\n${loadTable(rows)}\n\n${remarks.join('\n')}`);
  if (rows.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

/** The built app must be there: it is a part of the site. */
async function measureGateway(): Promise<void> {
  const rows: LoadRow[] = [];
  for (const kind of kinds) {
    const database = await startDatabase(kind);
    try {
      rows.push(...(await measureNginx(database, options)));
    } finally {
      await database.drop();
    }
  }
  console.log(`\n${loadTable(rows)}`);
  if (rows.some(({ failed }) => failed > 0)) process.exitCode = 1;
}

/** One after the other, in milliseconds: nothing else should run on the machine. */
async function measureTimings(): Promise<void> {
  for (const kind of kinds) {
    const database = await startDatabase(kind);
    try {
      const timing = await measureServerTiming(database);
      console.log(describeTiming(database.name, timing));
      const ratio = ratioOf(timing);
      if (Math.max(ratio, 1 / ratio) > MAX_RATIO) process.exitCode = 1;
    } finally {
      await database.drop();
    }
  }
}
