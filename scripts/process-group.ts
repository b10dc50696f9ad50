import type { ChildProcess } from 'node:child_process';

/** Ends a process that was started `detached`, and all that it has started itself. */
export function endGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // They have ended by themselves, or this system has no groups.
    child.kill();
  }
}
