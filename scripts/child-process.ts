import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { endGroup } from './process-group.ts';

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** How many of a process's last lines are told when it fails to start. */
const LAST_WORDS = 30;

export interface StartOptions {
  /** What to run with Node: its flags, a script, its arguments. */
  command: string[];
  /** Over the environment of this process. */
  environment: Record<string, string>;
  /** The line that says that it is ready; its first group is what `start` resolves with. */
  ready: RegExp;
  /** How long it may take to be ready, in milliseconds. */
  timeout: number;
  /** Whether it starts processes itself, which have to end with it. */
  hasChildren?: boolean;
  /** Whether to show what it prints. */
  show?: boolean;
  /** Is told each line that it prints, for as long as it runs. */
  hear?: (line: string) => void;
}

/** A process that is ready. */
export interface StartedProcess {
  /** What the ready line's first group held. */
  answer: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts a Node program, and waits until it says that it is ready.
 *
 * @throws {Error} when it ends, or says nothing for too long, before that; its last words are in the message
 */
export async function start(options: StartOptions): Promise<StartedProcess> {
  const child = spawn(process.execPath, options.command, {
    cwd: root,
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: options.hasChildren ?? false,
  });
  const ended = once(child, 'exit');
  const answer = await untilReady(child, options);
  return {
    answer,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (options.hasChildren) endGroup(child);
      else child.kill();
      await ended;
    },
  };
}

function untilReady(
  child: ChildProcess,
  { ready, timeout, show = false, hear: tell }: StartOptions,
): Promise<string> {
  const words: string[] = [];
  const hear = (line: string) => {
    if (show) console.log(line);
    tell?.(line);
    words.push(line);
    words.splice(0, words.length - LAST_WORDS);
  };

  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill();
      reject(new Error(`${why}\n${words.join('\n')}`));
    };
    const onExit = (code: number | null) => fail(`It ended with ${code}.`);
    const timer = setTimeout(() => fail('It takes too long.'), timeout);
    child.once('exit', onExit);
    child.once('error', reject);
    createInterface(child.stderr!).on('line', hear);
    createInterface(child.stdout!).on('line', (line) => {
      hear(line);
      // Whoever wants colours everywhere (FORCE_COLOR) has them in here, too.
      const answer = ready.exec(stripVTControlCharacters(line))?.[1];
      if (answer === undefined) return;
      clearTimeout(timer);
      child.off('exit', onExit);
      resolve(answer);
    });
  });
}
