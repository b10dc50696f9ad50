import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { build, Plugin, Rolldown, TerserOptions } from 'vite';
import type { EarlyFacts, EarlyWords } from '../app/early-form/facts';
import type { Language, SignInTexts } from '../app/translations/language';
import { escapeHtml } from './escape-html';
import type { ProviderFacts } from './provider-settings';

/** Where the page wants the form. */
const PLACE = '%EARLY_FORM%';

const SCRIPT = 'app/early-form/index.ts';

/** What the build knows already. */
export interface EarlyFormOptions {
  /** The project's folder. */
  root: string;
  /** What a TypeScript file of data exports. */
  load(this: void, path: string): unknown;
  /** Vite's own, loaded by Node itself: it hands functions to threads as text. */
  build: typeof build;
  /** How to make a script small. */
  terserOptions: TerserOptions;
  /** All identity providers. */
  providers: readonly ProviderFacts[];
}

/**
 * Puts the sign-in form into the page when that is built, and a small script that shows it before the app is there
 * (`app/early-form/`).
 */
export function earlyFormPlugins(options: EarlyFormOptions): Plugin[] {
  let base = '/';
  let isBuilding = false;
  let script: string | undefined;
  return [
    {
      name: 'early-form',
      configResolved: ({ base: configured, command }) => {
        base = configured;
        isBuilding = command === 'build';
      },
      // Before the brand's, which has a name to put into it.
      transformIndexHtml: {
        order: 'pre',
        // In development the styles come with the app: a form that is there before would have none.
        handler: (html) =>
          html.replace(PLACE, () =>
            isBuilding ? toTemplate(options, base) : '',
          ),
      },
      async renderStart() {
        const reference = this.emitFile({
          type: 'asset',
          name: 'early-form.js',
          source: await compile(options),
        });
        script = this.getFileName(reference);
      },
    },
    {
      name: 'early-form-script',
      transformIndexHtml: {
        // What stands in the page earlier becomes a part of the app's own script.
        order: 'post',
        handler: (html) =>
          html.includes('id="early-form"')
            ? [
                {
                  tag: 'script',
                  attrs: {
                    type: 'module',
                    async: true,
                    fetchpriority: 'high',
                    src: `${base}${script}`,
                  },
                  injectTo: 'body',
                },
              ]
            : [],
      },
    },
  ];
}

/** The script, in one file. */
async function compile({
  build,
  root,
  terserOptions,
}: EarlyFormOptions): Promise<string> {
  const result = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      modulePreload: false,
      minify: 'terser',
      terserOptions,
      rolldownOptions: { input: join(root, SCRIPT) },
    },
  })) as Rolldown.RolldownOutput;
  return result.output[0].code;
}

/** `form.html`, with all that the script must know beside the settings. */
function toTemplate(options: EarlyFormOptions, base: string): string {
  const form = readFileSync(
    join(options.root, 'app/early-form/form.html'),
    'utf8',
  );
  const facts = readFacts(options);
  const names = Object.entries(facts.languages).map(
    ([code, { name }]) => `<option value="${code}" lang="${code}">${name}`,
  );
  const markup = form
    .replace('%LANGUAGES%', names.join(''))
    .replaceAll('%BASE_URL%', base)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/> | (?=<)/g, (space) => space.trim());
  return `<template id="early-form" data-facts="${escapeHtml(JSON.stringify(facts))}">${markup}</template>`;
}

function readFacts({ load, providers, root }: EarlyFormOptions): EarlyFacts {
  const app = join(root, 'app');
  const read = (...path: string[]) => load(join(app, ...path));
  const codes = readdirSync(join(app, 'translations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  return {
    languages: Object.fromEntries(
      codes.map((code) => {
        const folder = ['translations', code];
        const { language } = read(...folder, 'language.ts') as {
          language: Language;
        };
        const { texts } = read(...folder, 'sign-in.ts') as {
          texts: SignInTexts;
        };
        return [code, { ...language, words: wordsOf(texts) }];
      }),
    ),
    providers: Object.fromEntries(
      providers.map(({ flow, id, label }) => [
        id,
        { flow, label: label ?? id },
      ]),
    ),
  };
}

function wordsOf(texts: SignInTexts): EarlyWords {
  const { errors, failure, language, signIn } = texts;
  const { email, keep, or, password, showPassword } = signIn;
  const { simulated, submit, submitting, title } = signIn;
  return {
    title,
    email,
    password,
    showPassword,
    keep,
    submit,
    submitting,
    continueWith: signIn.continueWith('{provider}'),
    simulated,
    or,
    language,
    unreachable: errors.unreachable,
    reload: failure.reload,
  };
}
