import Service, { service } from '@ember/service';
import { LANGUAGE } from '../browser/kept-names';
import { languages, speak } from '../translations';
import { matchLanguage } from '../translations/match';
import { spoken } from '../translations/spoken';
import type BrowserService from './browser';
import type { Channel } from './browser';

/** Which language the app speaks: the user's choice, or else what the browser asks for, or else English. */
export default class LanguageService extends Service {
  @service declare private readonly browser: BrowserService;

  #channel: Channel | undefined;

  /** Finds out the language, and loads it. Where it can't be had the app speaks English. */
  async setup(): Promise<void> {
    const { browser } = this;
    this.#channel ??= browser.openChannel(
      LANGUAGE,
      (code) => void this.#follow(code),
    );
    spoken.preferred = browser.languages;
    const chosen = await browser.storage.get(LANGUAGE).catch(() => '');
    await this.#follow(
      matchLanguage(
        [String(chosen), ...browser.languages],
        [...languages.keys()],
      ) ?? 'en',
    );
  }

  /**
   * Speaks another language from now on, in all tabs.
   *
   * @throws {TypeError} when it can't be had
   */
  async choose(code: string): Promise<void> {
    await speak(code);
    this.#channel?.post(code);
    // A browser that keeps nothing forgets it with the page.
    await this.browser.storage.set(LANGUAGE, code).catch(() => undefined);
  }

  override willDestroy(): void {
    super.willDestroy();
    this.#channel?.close();
  }

  /** Another tab may be of another build, and know languages that this one does not. */
  async #follow(code: unknown): Promise<void> {
    if (typeof code !== 'string' || !languages.has(code)) return;
    await speak(code).catch(() => undefined);
  }
}

declare module '@ember/service' {
  interface Registry {
    language: LanguageService;
  }
}
