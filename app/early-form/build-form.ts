import {
  providerSettingName,
  type SettingValues,
} from '../../config/default-settings';
import { listOf } from '../../config/list-of';
import type { EarlyFacts, EarlyWords } from './facts';

/** What the form depends on. */
export interface EarlyFormOptions {
  facts: EarlyFacts;
  settings: SettingValues;
  /** The code of the language that it speaks. */
  language: string;
  keepSignedIn: boolean;
}

/**
 * The sign-in page as the app will show it, for settings with a password form.
 *
 * @param template `form.html`
 * @returns nothing where the settings have no password form, or one of their ways in may have let the user in already: only the app
 * can tell then
 */
export function buildForm(
  template: HTMLTemplateElement,
  { facts, keepSignedIn, language, settings }: EarlyFormOptions,
): HTMLElement | undefined {
  const ids = listOf(settings.SIGN_IN_METHODS);
  const flows = ids.map((id) => facts.providers[id]?.flow);
  if (!flows.includes('password') || flows.some(isAppsMatter)) return undefined;

  const { words } = facts.languages[language]!;
  const main = copy(template).firstElementChild as HTMLElement;
  const card = main.firstElementChild!;
  const append = (part: string) => {
    card.append(copy(card.querySelector(`[data-part="${part}"]`)!));
    return card.lastElementChild!;
  };
  ids.forEach((id, index) => {
    const isForm = flows[index] === 'password';
    // A form stands alone, buttons stand together.
    if (index && (isForm || flows[index - 1] === 'password')) append('or');
    if (isForm) {
      append('password');
      return;
    }
    const provider = append('provider');
    if (!listOf(settings.SIMULATED_PROVIDERS).includes(id)) {
      provider.querySelector('.quiet')!.remove();
    }
    const logo = provider.querySelector<HTMLElement>('.provider-logo')!;
    logo.dataset.provider = id;
    const label =
      settings[providerSettingName(id, 'LABEL')] || facts.providers[id]!.label;
    provider.querySelector('.provider-name')!.prepend(
      words.continueWith.replace('{provider}', () => label),
      ' ',
    );
  });

  for (const element of main.querySelectorAll<HTMLElement>('[data-word]')) {
    element.append(words[element.dataset.word as keyof EarlyWords]);
  }
  const show = main.querySelector<HTMLElement>('.icon')!;
  show.title = show.ariaLabel = words.showPassword;
  main.querySelector<HTMLInputElement>('[type="checkbox"]')!.checked =
    keepSignedIn;
  main.querySelector('select')!.value = language;
  return main;
}

/** The gateway's session is a cookie that nobody sees here; and an id without a file is an error that the app explains. */
function isAppsMatter(flow: string | undefined): boolean {
  return !flow || flow === 'gateway';
}

function copy({ content }: HTMLTemplateElement): DocumentFragment {
  return content.cloneNode(true) as DocumentFragment;
}
