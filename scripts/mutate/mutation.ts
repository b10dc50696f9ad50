/** Which tests have to notice, and how they are run. */
export type TestRun =
  | {
      suite: 'ember';
      /** As for `ember test --filter`: a part of the tests' names, or a `/regular expression/`. */
      filter: string;
    }
  | {
      suite: 'server';
      /** A file of `server/tests`, without its `.test.ts`. */
      tests: string;
      /** A regular expression for the names of its tests; all of them unless said otherwise. */
      filter?: string;
    };

export type SuiteName = TestRun['suite'];

/** A guard of the code, taken out by replacing a piece of text: some test must fail then. */
export type Mutation = TestRun & {
  /** What the code does without the guard. Unique. */
  name: string;
  /** The row of the checklist that the guard is there for. */
  row?: string;
  /** From the project's folder. */
  file: string;
  /** Text that is in the file exactly once. */
  find: string;
  /** What takes its place. */
  replace: string;
};

/** The text of a mutation is not in its file, or more than once: the code has changed, and the mutation must follow. */
export class MutationDoesNotApplyError extends Error {
  override name = 'MutationDoesNotApplyError';
  readonly code = 'mutation-does-not-apply';
}

/**
 * The file's text without the guard.
 * @throws {MutationDoesNotApplyError}
 */
export function mutate(
  text: string,
  { file, find, replace }: Mutation,
): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new MutationDoesNotApplyError(
      `The text to replace is ${parts.length - 1} times in ${file}.`,
    );
  }
  return parts.join(replace);
}

/** What has to be run, as text. */
export function describeRun(run: TestRun): string {
  return run.suite === 'ember'
    ? `ember ${run.filter}`
    : `server ${run.tests} ${run.filter ?? ''}`.trimEnd();
}
