import { waitForPromise } from '@ember/test-waiters';
import { texts as english } from './en/sign-in';
import type { Language, SignInTexts } from './language';
import { spoken } from './spoken';

/** The files of a part of the app, one for each language but English, by their paths. */
type Files = Readonly<Record<string, () => Promise<{ texts: object }>>>;

const languageFiles = import.meta.glob<Language>('./*/language.ts', {
  eager: true,
  import: 'language',
});

/** All languages: there is a folder for each. */
export const languages: ReadonlyMap<string, Language> = new Map(
  Object.entries(languageFiles).map(([path, language]) => [
    path.split('/')[1]!,
    language,
  ]),
);

/** What is said where the language has it not: English, as far as the app is loaded. */
const fallback: Record<string, unknown> = {};

const parts: Files[] = [];

/** All that is loaded, by language. */
const loaded: Record<string, Record<string, unknown>> = {};

let wanted = spoken.code;

/**
 * What the app says, in the language that is spoken. A template, or a getter that it reads, says it anew when that changes; a
 * text that is kept in a variable does not.
 */
export const texts = new Proxy(fallback, {
  get: (_, name: string) => spoken.now.texts[name] ?? fallback[name],
}) as unknown as SignInTexts;

/**
 * Adds what a part of the app says: in English, which comes with the part, and where the other languages are. Whoever loads a
 * part calls `speak` before it is shown.
 */
export function addTexts(part: object, files: Files): void {
  Object.assign(fallback, part);
  parts.push(files);
}

addTexts(
  english,
  import.meta.glob<{ texts: object }>(['./*/sign-in.ts', '!./en/*']),
);

/**
 * Speaks a language in all parts that are loaded; the page says it at once.
 *
 * @param code the one that is spoken, or another one
 * @throws {TypeError} when a file of it can't be had; then all stays as it is
 */
export async function speak(code: string = wanted): Promise<void> {
  wanted = code;
  try {
    const own = await waitForPromise(load(code));
    // Somebody wants another one meanwhile.
    if (wanted !== code) return;
    if (!isSpoken(code, own)) spoken.now = { code, texts: { ...own } };
  } catch (error) {
    wanted = spoken.code;
    throw error;
  } finally {
    // Also when it can't be had: the early form may have spoken it already.
    const { documentElement: html } = document;
    html.lang = spoken.code;
    html.dir = languages.get(spoken.code)?.dir ?? 'ltr';
  }
}

/** Whether the page says it already: what is said anew is rendered anew. */
function isSpoken(code: string, own: object): boolean {
  const { code: current, texts: said } = spoken.now;
  return code === current && sizeOf(own) === sizeOf(said);
}

const sizeOf = (record: object) => Object.keys(record).length;

async function load(code: string): Promise<Record<string, unknown>> {
  const own = (loaded[code] ??= {});
  await Promise.all(
    parts.map(async (files) => {
      for (const path in files) {
        if (path.startsWith(`./${code}/`)) {
          Object.assign(own, (await files[path]!()).texts);
        }
      }
    }),
  );
  return own;
}
