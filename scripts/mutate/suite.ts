/**
 * - `passed`: the tests ran, and saw nothing.
 * - `failed`: one of them failed, or they do not come to their end.
 * - `broken`: they did not run at all, which says nothing.
 */
export type Outcome = 'passed' | 'failed' | 'broken';

/** Runs tests of one kind in a working copy. */
export interface Suite<Run> {
  run(run: Run): Promise<Outcome>;
  /** Has to be told which file was written. */
  changed(file: string): Promise<void>;
  stop(): Promise<void>;
}
