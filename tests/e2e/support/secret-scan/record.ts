import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../../scripts/child-process.ts';
import type { Secret } from './secrets.ts';
import type { Sighting } from './sightings.ts';

/** What one test, or one server, leaves for the end of the run. */
export interface Entry {
  /** Absent for a server. */
  test?: string;
  secrets: readonly Secret[];
  sightings: readonly Sighting[];
  counts: { urls: number; consoleLines: number; logLines: number };
}

/**
 * Where the processes of a run write down what they see: each into a file of its own, a line an entry. The secrets are of servers
 * that are thrown away; the folder is removed at the end all the same.
 */
export class RunRecord {
  readonly #file = `${randomUUID()}.jsonl`;

  constructor(
    private readonly folder = join(root, 'test-results', 'secret-scan'),
  ) {}

  /** Throws away what an earlier run has left. From now on entries are written. */
  begin(): void {
    this.remove();
    mkdirSync(this.folder, { recursive: true });
  }

  /** Where no run has begun, as in a bench, nobody will ask for it. */
  append(entry: Entry): void {
    if (!existsSync(this.folder)) return;
    appendFileSync(join(this.folder, this.#file), `${JSON.stringify(entry)}\n`);
  }

  /** All entries of all processes. */
  read(): Entry[] {
    return readdirSync(this.folder).flatMap((file) =>
      readFileSync(join(this.folder, file), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Entry),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The record of the run that this process is a part of. */
export const runRecord = new RunRecord();
