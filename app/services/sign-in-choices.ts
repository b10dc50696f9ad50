import Service, { service } from '@ember/service';
import type { SessionData } from '../auth/session-data';
import { KEEP_SIGNED_IN } from '../browser/kept-names';
import type BrowserService from './browser';
import type SettingsService from './settings';

/** Where the last way to sign in is remembered. */
const LAST_PROVIDER = 'last-provider';

/** What people choose at the sign-in page, and what of it is remembered. */
export default class SignInChoicesService extends Service {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly settings: SettingsService;

  /** Whether the session outlives the browser session. */
  get keepSignedIn(): boolean {
    return this.browser.tabStorage.get(KEEP_SIGNED_IN) !== null;
  }

  set keepSignedIn(keep: boolean) {
    if (keep) this.browser.tabStorage.set(KEEP_SIGNED_IN, 'yes');
    else this.browser.tabStorage.delete(KEEP_SIGNED_IN);
  }

  /** What a session that begins now has of its own, beside its tokens. */
  begin(): Pick<SessionData, 'browserSession' | 'endsAt' | 'signInId'> {
    const { browser } = this;
    const { sessionLifetime } = this.settings.values;
    return {
      signInId: browser.randomId(),
      ...(sessionLifetime && { endsAt: browser.now() + sessionLifetime }),
      ...(!this.keepSignedIn && { browserSession: this.#browserSession() }),
    };
  }

  /** The last way to sign in, for a mark on a button where there are several. Nobody waits for it. */
  remember({ provider }: SessionData): void {
    if (this.settings.values.signInMethods.length < 2) return;
    void this.browser.storage
      .set(LAST_PROVIDER, provider)
      .catch(() => undefined);
  }

  /** The id of the provider by which somebody signed in here last. */
  async lastProvider(): Promise<string | undefined> {
    const id = await this.browser.storage.get(LAST_PROVIDER).catch(() => '');
    return typeof id === 'string' ? id : undefined;
  }

  /** The id that tells this browser session from the next one. */
  #browserSession(): string {
    const { browserSession } = this.browser;
    const id = browserSession.read()[0] ?? this.browser.randomId();
    browserSession.write(id);
    return id;
  }
}

declare module '@ember/service' {
  interface Registry {
    'sign-in-choices': SignInChoicesService;
  }
}
