import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../child-process.ts';
import { diagnose, worstFirst } from '../../doctor/diagnose.ts';
import type { Finding } from '../../doctor/finding.ts';
import { understand, type Situation } from '../../doctor/situation.ts';
import { readSources, type EnvironmentName } from '../../doctor/sources.ts';

/** Variables; without a value the line is left out. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** An installation that the doctor looks at. */
export interface Installation {
  environment?: EnvironmentName;
  /** `--origin`. */
  origin?: string;
  /** The lines of its files, by their names. */
  files: Readonly<Record<string, Variables>>;
  /** Of the process. */
  process?: Variables;
}

/** Writes the files of an installation into a folder that lasts as long as the work. */
export async function inFolder<Result>(
  files: Installation['files'],
  work: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-doctor-'));
  try {
    for (const [name, variables] of Object.entries(files)) {
      const lines = Object.entries(variables).flatMap(([variable, value]) =>
        value === undefined ? [] : `${variable}=${JSON.stringify(value)}\n`,
      );
      writeFileSync(join(folder, name), lines.join(''));
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the doctor understands of an installation. */
export function situationOf({
  environment = 'production',
  files,
  origin,
  process = {},
}: Installation): Promise<Situation> {
  return inFolder(files, (folder) =>
    understand(readSources(folder, environment, process), environment, origin),
  );
}

/** What the doctor says to it. */
export async function findingsOf(
  installation: Installation,
): Promise<Finding[]> {
  return worstFirst(diagnose(await situationOf(installation)));
}

/** A finding in short: `error PUBLIC_URL`. */
export function inShort({ name, severity }: Finding): string {
  return `${severity} ${name}`;
}

/** Runs the command itself, in an environment that says nothing. */
export function runDoctor(
  folder: string,
  parameters: readonly string[] = [],
  environment: Variables = {},
) {
  const { PATH } = process.env;
  return spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', 'scripts/doctor.ts', '--folder', folder],
      ...parameters,
    ],
    { cwd: root, env: { PATH, ...environment }, encoding: 'utf8' },
  );
}
