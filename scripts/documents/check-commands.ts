import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PROVIDER_SETTINGS } from '../../config/default-settings.ts';
import { root } from '../child-process.ts';
import { expandBraces, readCommands, type Command } from './shell.ts';

interface Package {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Package;
const ranges = { ...manifest.dependencies, ...manifest.devDependencies };

/** Where variables are explained that a command may set. */
const SETTINGS_FILES = [
  '.env.example',
  '.env.server.example',
  'server/README.md',
  'deploy/oauth2-proxy/compose.yaml',
].map(read);

/** Of a provider, after its id; the last three are the server's. */
const OF_PROVIDERS = [
  ...PROVIDER_SETTINGS,
  'CLIENT_SECRET',
  'TOKEN_URL',
  'USER_URL',
];

/** What is asked of the words after a program's name; without an entry nobody knows, and the block is an example. */
const CHECKS: Record<string, (words: string[]) => string[]> = {
  cp: (words) => words.slice(0, -1).filter(isNoFlag).flatMap(missingFiles),
  docker: (words) => missingFiles(words[words.indexOf('-f') + 1] ?? ''),
  export: (words) => unknownVariables(words.map((word) => word.split('=')[0]!)),
  mkdir: () => [],
  node: (words) =>
    words.filter((word) => /[/.]/.test(word)).flatMap(missingFiles),
  npm: checkNpm,
  npx: ([tool = '']) =>
    existsSync(join(root, 'node_modules/.bin', tool))
      ? []
      : [`npx: there is no ${tool}`],
};

/** What is wrong with a block of a shell's commands, or of settings; nothing where it says what is so. */
export function problemsOfBlock(text: string): string[] {
  return readCommands(text).flatMap(problemsOf);
}

/** What is wrong with the scripts that a text names as `npm run ...`. */
export function unknownScripts(text: string): string[] {
  return [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].flatMap(
    ([, script = '']) => unknownScript(script),
  );
}

function problemsOf({ variables, words }: Command): string[] {
  const [program, ...others] = words;
  const problems = unknownVariables(variables);
  if (program === undefined) return problems;
  const check = Object.hasOwn(CHECKS, program) ? CHECKS[program] : undefined;
  return check
    ? [...problems, ...check(others)]
    : [...problems, `${program}: nobody checks it; mark the block as example`];
}

function checkNpm([verb = '', ...others]: string[]): string[] {
  if (verb === 'ci') return [];
  if (verb === 'install') return others.filter(isNoFlag).flatMap(wrongRange);
  if (verb !== 'run') return unknownScript(verb);
  const [script = '', ...rest] = others;
  const command = rest.find(isNoFlag);
  return [
    ...unknownScript(script),
    ...(script === 'server' && command !== undefined
      ? missingFiles(`server/commands/${command}.ts`)
      : []),
  ];
}

/** What others install is what we have tried. */
function wrongRange(word: string): string[] {
  const at = word.lastIndexOf('@');
  const [name, range] = [word.slice(0, at), word.slice(at + 1)];
  return ranges[name] === range
    ? []
    : [`${word}: package.json has ${ranges[name]}`];
}

function unknownScript(name: string): string[] {
  return Object.hasOwn(manifest.scripts, name)
    ? []
    : [`npm: there is no script ${name}`];
}

function unknownVariables(names: readonly string[]): string[] {
  return names
    .filter((name) => !OF_PROVIDERS.some((of) => name.endsWith(`_${of}`)))
    .filter((name) => {
      const word = new RegExp(`\\b${name}\\b`);
      return !SETTINGS_FILES.some((text) => word.test(text));
    })
    .map((name) => `${name}: no such setting`);
}

function missingFiles(word: string): string[] {
  return expandBraces(word.replace(/^\$LATCHKEY\//, ''))
    .filter((path) => !isThere(path))
    .map((path) => `${path}: no such file`);
}

function isThere(path: string): boolean {
  const name = basename(path);
  if (!name.includes('*')) return existsSync(join(root, path));
  const folder = join(root, dirname(path));
  const [start = '', end = ''] = name.split('*');
  return (
    existsSync(folder) &&
    readdirSync(folder).some(
      (entry) => entry.startsWith(start) && entry.endsWith(end),
    )
  );
}

function isNoFlag(word: string): boolean {
  return !word.startsWith('-');
}
