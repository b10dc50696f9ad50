import { waitForPromise } from '@ember/test-waiters';
import { texts as english } from './en/sign-in';
import type { Language, SignInTexts } from './language';
import { spoken } from './spoken';

/** What is loaded together, and by the same name in the folder of each language. */
type Part = 'sign-in' | 'signed-in' | 'waiting';

const languageFiles = import.meta.glob<Language>('./*/language.ts', {
  eager: true,
  import: 'language',
});

/** English comes with what says it: in the first script, in the signed-in part, with a provider's window. */
const textFiles = import.meta.glob<{ texts: object }>([
  './*/{sign-in,signed-in,waiting}.ts',
  '!./en/*',
]);

/** All languages: there is a folder for each. */
export const languages: ReadonlyMap<string, Language> = new Map(
  Object.entries(languageFiles).map(([path, language]) => [
    path.split('/')[1]!,
    language,
  ]),
);

/** English, as far as it is there. */
const fallback: Record<string, unknown> = { ...english };

/** The parts that are in use. */
const parts = new Set<Part>(['sign-in']);

const loaded = new Map<string, object>();

let wanted = spoken.code;

/**
 * What the app says, in the language that is spoken. A template, or a getter that it reads, says it anew when that changes; a
 * text that is kept in a variable does not.
 */
export const texts = new Proxy(fallback, {
  get: (_, name: string) => spoken.texts[name] ?? fallback[name],
}) as unknown as SignInTexts;

/** Adds a part's English: what is said where the language has it not, or not yet. */
export function addEnglish(part: object): void {
  Object.assign(fallback, part);
}

/**
 * Speaks another language, in all parts that are in use; the page says it at once.
 *
 * @throws {TypeError} when a file of it can't be had; then all stays as it is
 */
export async function speak(code: string): Promise<void> {
  wanted = code;
  try {
    const own = await waitForPromise(load(code));
    // Somebody wants another one meanwhile.
    if (wanted !== code) return;
    spoken.texts = { ...own };
    spoken.code = code;
    const { documentElement: html } = document;
    html.lang = code;
    html.dir = languages.get(code)?.dir ?? 'ltr';
  } catch (error) {
    wanted = spoken.code;
    throw error;
  }
}

/**
 * Loads what a part says in the language that is spoken, now and whenever it changes.
 *
 * @throws {TypeError} when its file can't be had
 */
export function loadTexts(part: Part): Promise<void> {
  parts.add(part);
  return speak(wanted);
}

async function load(code: string): Promise<object> {
  const files = await Promise.all(
    [...parts].map(async (part) => textFiles[`./${code}/${part}.ts`]?.()),
  );
  const own = Object.assign(
    loaded.get(code) ?? {},
    ...files.map((file) => file?.texts),
  ) as object;
  loaded.set(code, own);
  return own;
}
