import Route from '@ember/routing/route';
import { service } from '@ember/service';
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

  override model(params: object): Callback {
    const { provider } = params as { provider: string };
    return { provider, answer: this.browser.takeAnswer() };
  }

  override redirect({ answer }: Callback): void {
    if (!answer && this.session.isAuthenticated) this.session.continue();
  }
}
