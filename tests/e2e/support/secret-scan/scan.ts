import type {
  BrowserContext,
  Frame,
  Page,
  Request,
  Response,
} from '@playwright/test';
import { collectFromRequest, collectFromResponse } from './collect.ts';
import { historyOf, publicPlaces, storedPlaces } from './look.ts';
import { Secrets } from './secrets.ts';
import { leaksIn, type Leak, type Place, type Sighting } from './sightings.ts';

/** How long a page that does not answer is waited for, in milliseconds: it may be frozen, or on its way. */
const PATIENCE = 2_000;

/** Reports what was typed into a password field, whether it is sent or not. */
const BINDING = 'reportPassword';

/**
 * Looks for secrets where others could read them. It sees all pages of the browser contexts that it follows, takes down which
 * secrets pass, and what stands in URLs, in the console and in the browser's storage meanwhile.
 */
export class SecretScan {
  readonly secrets = new Secrets();
  readonly #sightings = new Map<string, Sighting>();
  readonly #pending = new Set<Promise<void>>();
  /** How many there were, the same ones counted each time. */
  readonly counts = { urls: 0, consoleLines: 0 };

  async follow(context: BrowserContext): Promise<void> {
    context.on('request', (request) => this.#onRequest(request));
    context.on('response', (response) => this.#onResponse(response));
    context.on('console', (message) => this.#hear(message.text()));
    context.on('weberror', (error) => this.#hear(String(error.error().stack)));
    const followPage = (page: Page) =>
      page.on('framenavigated', (frame) => this.#onNavigation(page, frame));
    context.pages().forEach(followPage);
    context.on('page', followPage);
    await context.exposeBinding(BINDING, (_, password: string) => {
      this.secrets.add('password', password);
    });
    await context.addInitScript((binding) => {
      const report = (window as unknown as Record<string, unknown>)[binding];
      document.addEventListener('change', ({ target }) => {
        const isPassword =
          target instanceof HTMLInputElement && target.type === 'password';
        if (isPassword) (report as (value: string) => void)(target.value);
      });
    }, BINDING);
  }

  /** Looks at the history and the storage of all pages that are open. To be called before they are closed. */
  async lookAt(context: BrowserContext): Promise<void> {
    for (const { httpOnly, name, value } of await context.cookies()) {
      if (httpOnly && /latchkey/.test(name)) this.secrets.add('cookie', value);
    }
    for (const page of context.pages()) {
      this.#soon(historyOf(page), 'history');
      this.#soon(publicPlaces(page), 'storage');
      this.#soon(storedPlaces(page), 'storage');
    }
    await this.settle();
  }

  /** Waits for what is being read. */
  async settle(): Promise<void> {
    await Promise.race([
      Promise.all(this.#pending),
      new Promise((resolve) => setTimeout(resolve, PATIENCE)),
    ]);
  }

  /** All that was seen, each once. */
  get sightings(): readonly Sighting[] {
    return [...this.#sightings.values()];
  }

  get leaks(): Leak[] {
    return leaksIn(this.sightings, this.secrets);
  }

  #onRequest(request: Request): void {
    this.counts.urls += 1;
    this.#see('URL', request.url());
    this.#see('referrer', request.headers()['referer'] ?? '');
    collectFromRequest(request, this.secrets);
  }

  #onResponse(response: Response): void {
    this.#wait(collectFromResponse(response, this.secrets));
  }

  #onNavigation(page: Page, frame: Frame): void {
    if (frame !== page.mainFrame()) return;
    this.counts.urls += 1;
    this.#see('URL', frame.url());
    this.#soon(publicPlaces(page), 'storage');
  }

  #hear(line: string): void {
    this.counts.consoleLines += 1;
    this.#see('console', line);
  }

  #see(place: Place, text: string): void {
    if (text !== '') this.#sightings.set(`${place} ${text}`, { place, text });
  }

  #soon(reading: Promise<string[]>, place: Place): void {
    this.#wait(
      reading.then((texts) => texts.forEach((text) => this.#see(place, text))),
    );
  }

  #wait(task: Promise<void>): void {
    // A page that was closed or left meanwhile has nothing more to say.
    const pending = task
      .catch(() => undefined)
      .finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }
}
