import { getOwner } from '@ember/owner';
import Route from '@ember/routing/route';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { loadSignedInPart } from '../load-signed-in-part';
import type BrowserService from '../services/browser';
import type SessionService from '../services/session';

/** What the callback page works on. */
export interface Callback {
  provider: string;
  /** Absent when the page is opened by the back button, a bookmark or a reload: it can be had once. */
  answer: URLSearchParams | undefined;
}

/** Where a provider sends the browser back to. Whoever comes here without an answer and is signed in goes on quietly. */
export default class CallbackRoute extends Route<Callback> {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly session: SessionService;

  #hasPage = false;

  /** The page is no part of the first script: the sign-in page does without it. What comes after it is fetched beside it. */
  override async beforeModel(): Promise<void> {
    const owner = getOwner(this)!;
    // Fails when it is needed and still can't be had; then the page says so.
    void loadSignedInPart(owner).catch(() => undefined);
    const page = await waitForPromise(import('../templates/callback'));
    if (this.#hasPage) return;
    this.#hasPage = true;
    owner.register('template:callback', page.default);
  }

  override model(params: object): Callback {
    const { provider } = params as { provider: string };
    return { provider, answer: this.browser.takeAnswer() };
  }

  override redirect({ answer }: Callback): void {
    if (!answer && this.session.isAuthenticated) this.session.continue();
  }
}
