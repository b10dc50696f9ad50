/** One command of a shell block: what it sets, and its words. */
export interface Command {
  /** The names of the variables that are set for it, or for all that follows. */
  variables: string[];
  words: string[];
}

const ASSIGNMENT = /^([A-Za-z_]\w*)=/;

/** The commands of a block, as far as documents write them: no quotes around operators, no here-documents. */
export function readCommands(text: string): Command[] {
  return text
    .replace(/\\\n/g, ' ')
    .replace(/(^|\s)#.*$/gm, '')
    .split(/\n|&&|\|\||;|\|/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readCommand);
}

function readCommand(line: string): Command {
  const words = line.match(/(?:"[^"]*"|\S)+/g) ?? [];
  const first = words.findIndex((word) => !ASSIGNMENT.test(word));
  const assignments = first === -1 ? words : words.slice(0, first);
  return {
    variables: assignments.map((word) => ASSIGNMENT.exec(word)![1]!),
    words: first === -1 ? [] : words.slice(first).map(withoutQuotes),
  };
}

function withoutQuotes(word: string): string {
  return word.replaceAll('"', '');
}

/** `a/{b,c}.ts` as the shell expands it. */
export function expandBraces(word: string): string[] {
  const [whole, before = '', list = '', after = ''] =
    /^([^{]*)\{([^{}]*,[^{}]*)\}(.*)$/.exec(word) ?? [];
  if (whole === undefined) return [word];
  return list
    .split(',')
    .flatMap((part) => expandBraces(`${before}${part}${after}`));
}
