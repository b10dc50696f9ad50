/** A fenced block of a Markdown document (CommonMark section 4.5). */
export interface CodeBlock {
  /** What the fence says: its first word, such as `sh`; empty where it says nothing. */
  language: string;
  /** Whether the fence says `example` after the language: nobody vouches for what stands there. */
  isExample: boolean;
  text: string;
  /** The number of its fence's line, from 1. */
  line: number;
}

const FENCE = /^(\s*)(`{3,})(.*)$/;

/** All fenced blocks of a document, in their order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { fence: string; block: CodeBlock } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [, , fence = '', info = ''] = FENCE.exec(line) ?? [];
    if (!open && fence) {
      const [language = '', ...words] = info.trim().split(/\s+/);
      const isExample = words.includes('example');
      const block = { language, isExample, text: '', line: index + 1 };
      open = { fence, block };
    } else if (open && info === '' && fence.startsWith(open.fence)) {
      blocks.push(open.block);
      open = undefined;
    } else if (open) {
      open.block.text += `${line}\n`;
    }
  }
  return blocks;
}

/** A document without its fenced blocks. */
export function proseOf(markdown: string): string {
  const lines = markdown.split('\n');
  for (const { line, text } of codeBlocks(markdown)) {
    lines.fill('', line - 1, line + text.split('\n').length);
  }
  return lines.join('\n');
}
