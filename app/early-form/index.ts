/**
 * The sign-in form before the app is there. The page brings its markup along, and this script, a hundredth of the app's, shows it as
 * soon as it is known that nobody is signed in; what is done on it meanwhile is done again on the app's own form. It is a script
 * of its own: nothing of the app imports it, and it imports nothing of Ember.
 */
import { createStore, getMany } from 'idb-keyval';
import {
  DATABASE,
  KEEP_SIGNED_IN,
  LANGUAGE,
  SESSION,
  STORE,
} from '../browser/kept-names';
import { ownName } from '../browser/own-name';
import type { Environment } from '../config/environment';
import { matchLanguage } from '../translations/match';
import { buildForm } from './build-form';
import type { EarlyFacts, EarlyWords } from './facts';
import { handOver } from './hand-over';

const { rootURL, settings } = JSON.parse(
  decodeURIComponent(
    document.querySelector<HTMLMetaElement>('meta[name$="/environment"]')!
      .content,
  ),
) as Environment;
const own = (name: string) => ownName(name, rootURL);

// Where the browser keeps nothing only the app can tell.
if (isFirstPage(location.pathname)) void show().catch(() => undefined);

/** Where people arrive who want to sign in. Of other addresses only the app can tell what they show. */
function isFirstPage(path: string): boolean {
  return [rootURL, `${rootURL}login`].includes(path);
}

async function show(): Promise<void> {
  const [session, chosen] = await getMany<unknown>(
    [SESSION, LANGUAGE],
    createStore(own(DATABASE), STORE),
  );
  const template = document.querySelector<HTMLTemplateElement>('#early-form');
  // The app may have been faster, out of the browser's cache.
  if (session !== undefined || !template || document.querySelector('main'))
    return;

  const facts = JSON.parse(template.dataset.facts!) as EarlyFacts;
  const language =
    matchLanguage(
      [String(chosen), ...navigator.languages],
      Object.keys(facts.languages),
    ) ?? 'en';
  const keepSignedIn = sessionStorage.getItem(own(KEEP_SIGNED_IN)) !== null;
  const early = buildForm(template, {
    facts,
    settings,
    language,
    keepSignedIn,
  });
  if (!early) return;

  const { dir, words } = facts.languages[language]!;
  const { documentElement: html } = document;
  html.lang = language;
  html.dir = dir ?? 'ltr';
  document.title = `${words.title} | ${document.title}`;
  handOver(early, () => sayBusy(early, words));
  document.body.prepend(early);
  early
    .querySelector<HTMLElement>('[name="username"]')!
    .focus({ preventScroll: true });
  addEventListener(
    'error',
    ({ target }) => {
      // A script that can't be had, or one that fails before it shows a page. An icon or a style may be missing.
      if (target === window || target instanceof HTMLScriptElement) {
        sayUnreachable(early, words);
      }
    },
    true,
  );
}

function sayBusy(early: HTMLElement, words: EarlyWords): void {
  early.querySelector('form')!.ariaBusy = 'true';
  const submit = early.querySelector('[type="submit"]')!;
  submit.ariaDisabled = 'true';
  submit.textContent = words.submitting;
}

/** The app can't be had. */
function sayUnreachable(early: HTMLElement, words: EarlyWords): void {
  const notice = document.createElement('p');
  notice.className = 'notice notice-error';
  const reload = document.createElement('button');
  reload.className = 'link';
  reload.type = 'button';
  reload.append(words.reload);
  reload.addEventListener('click', () => location.reload());
  notice.append(words.unreachable, ' ', reload);
  early.querySelector('[role="alert"]')!.replaceChildren(notice);
}
