import { codeBlocks, type CodeBlock } from '../documents/code-blocks.ts';

/** One thing that docs/adopt.md says to do in the app. */
export type Instruction = { line: number } & (
  | { kind: 'run'; command: string }
  | { kind: 'create'; path: string; text: string }
  | { kind: 'change'; path: string; changes: readonly Change[] }
);

/** Lines of a file, and what takes their place. */
export interface Change {
  before: string;
  after: string;
}

/** `// app/signed-in.ts` */
const FILE_NAME = /^\/\/ (\S+)\n/;

/** `--- app/router.ts` */
const CHANGED_FILE = /^--- (\S+)\n@@\n/;

/**
 * Reads what a document says to do: its blocks of code, in their order. Examples are left out.
 *
 * @throws {Error} at a block that says nothing to do
 */
export function readInstructions(markdown: string): Instruction[] {
  return codeBlocks(markdown)
    .filter(({ isExample }) => !isExample)
    .map(toInstruction);
}

function toInstruction(block: CodeBlock): Instruction {
  const { language, line, text } = block;
  if (language === 'sh') return { kind: 'run', line, command: text };
  if (language === 'diff') return toChange(block);
  const [name = '', path] = FILE_NAME.exec(text) ?? [];
  if (path === undefined) throw new Error(`Line ${line}: no file is named.`);
  return { kind: 'create', line, path, text: text.slice(name.length) };
}

function toChange({ line, text }: CodeBlock): Instruction {
  const [head = '', path] = CHANGED_FILE.exec(text) ?? [];
  if (path === undefined) throw new Error(`Line ${line}: no file is named.`);
  const changes = text.slice(head.length).split(/^@@\n/m).map(readChange);
  return { kind: 'change', line, path, changes };
}

function readChange(hunk: string): Change {
  const lines = hunk.split('\n').slice(0, -1);
  const without = (sign: string) =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return { before: without('+'), after: without('-') };
}
