import { readFile, rm, writeFile } from 'node:fs/promises';

/** The embedded database belongs to one process at a time; two would destroy it. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
  readonly code = 'folder-in-use';

  constructor(folder: string, processId: number) {
    super(
      `The embedded database in ${folder} is in use by process ${processId}. Stop that one (is the server running?), or set DATABASE_URL to use PostgreSQL.`,
    );
  }
}

/** The folders of this process. After a crash in a container the next process often has the same id. */
const held = new Set<string>();

/**
 * Claims a folder for this process, by a file beside it. A file left by a process that is gone does not count.
 * @returns what gives the folder back
 * @throws FolderInUseError
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`;
  const owner = await readOwner(file);
  if (owner !== undefined) {
    const isTaken = owner === process.pid ? held.has(folder) : isAlive(owner);
    if (isTaken) throw new FolderInUseError(folder, owner);
    await rm(file, { force: true });
  }
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
  } catch (cause) {
    const winner = await readOwner(file);
    throw winner === undefined ? cause : new FolderInUseError(folder, winner);
  }
  held.add(folder);
  return async () => {
    held.delete(folder);
    await rm(file, { force: true });
  };
}

async function readOwner(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
