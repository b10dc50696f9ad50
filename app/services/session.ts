import { getOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { cached, tracked } from '@glimmer/tracking';
import type RouterService from '@ember/routing/router-service';
import Configuration from 'ember-simple-auth/configuration';
import SessionService from 'ember-simple-auth/services/session';
import type Transition from '@ember/routing/transition';
import {
  AuthError,
  SessionChangedError,
  SessionEndedError,
} from '../auth/errors';
import type { PresentedCode } from '../auth/presented-code';
import { Renewal } from '../auth/renewal';
import { parseSessionData, type SessionData } from '../auth/session-data';
import type { SessionReason, SessionStatus } from '../auth/session-state';
import { Attempts } from '../authenticators/attempts';
import type { Arrival } from '../authenticators/flow';
import { createFlows, type FlowAuthenticator } from '../authenticators/flows';
import config from '../config/environment';
import { identityProviders } from '../identity-providers';
import type { FlowId } from '../identity-providers/types';
import type { PopupVisit } from '../navigators/popup';
import ApplicationSessionStore from '../session-stores/application';
import type BrowserService from './browser';
import type ReturnToService from './return-to';
import type SettingsService from './settings';

/** One lock for all tabs: whoever holds it may renew. */
const RENEWAL_LOCK = 'latchkey:renewal';

/** How long to wait for another tab's renewal, in milliseconds: longer than the token server may take for one. */
const RENEWAL_WAIT = 15_000;

/** Where the last way to sign in is remembered. */
const LAST_PROVIDER = 'last-provider';

/** The routes that the session leads to. */
const HOME = 'authenticated.index';
const LOGIN = 'login';

/** The pages that nobody has a use for who is signed in. */
const WAY_IN = new Set([LOGIN, 'callback']);

/** What ember-simple-auth holds. */
interface Content {
  authenticated: { authenticator?: string };
}

/**
 * The session: who is signed in, and why not any more. Components sign in and out here and nowhere else.
 *
 * The base class calls the `create...` methods from its constructor, when the fields of this class do not exist yet:
 * what they need are getters.
 */
export default class AppSessionService extends SessionService<Content> {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly router: RouterService;
  @service('return-to') declare private readonly returnTo: ReturnToService;
  @service declare private readonly settings: SettingsService;

  @tracked status: SessionStatus = 'restoring';
  @tracked reason: SessionReason | undefined;

  /** The window that is open for a provider's page. */
  @tracked visit: PopupVisit | undefined;

  #epoch = 0;
  #identity: PresentedCode | undefined;
  /** The page that the user is on the way to. */
  #target: string | undefined;
  /** Set while the session is being ended: from then on there is none, whatever ember-simple-auth still holds. */
  #endReason: SessionReason | undefined;
  readonly #leaveTasks = new Set<() => void>();

  readonly #attempts = new Attempts(() => this.flows);

  readonly #renewal = new Renewal({
    read: () => this.sessionStore.readSession(),
    write: (session) => this.#write(session),
    discard: (session) => void this.#flowOf(session).revoke(session),
    refresh: (session) => this.#flowOf(session).renew(session),
    withLock: (task) => this.browser.withLock(RENEWAL_LOCK, RENEWAL_WAIT, task),
  });

  /** The session's data, as it is now. Read it when it is needed; keep no copy. */
  get current(): SessionData | undefined {
    return this.isAuthenticated && !this.#endReason
      ? parseSessionData(this.data.authenticated)
      : undefined;
  }

  /** Counts up whenever somebody signs in or stops being signed in. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Restores the session of the last visit. Call it once, before the first page. */
  override async setup(): Promise<void> {
    this.router.on('routeDidChange', () => {
      if (!this.#isOnTheWay) this.#target = undefined;
    });
    await waitForPromise(super.setup());
    this.status = this.isAuthenticated ? 'active' : 'anonymous';
  }

  /**
   * Signs in, and goes to where the user wanted to go. A second call while the first is under way takes its place.
   *
   * @param providerId the id of an identity provider
   * @param input what its flow asks for, such as user name and password
   * @throws {AuthError} why it did not work; whoever was signed in still is
   */
  async signIn(providerId: string, input: unknown): Promise<void> {
    const session = await this.#attempts.signIn(providerId, input);
    if (session) await waitForPromise(this.#establish(session));
  }

  /**
   * Has a provider vouch for whoever is signed in, so that the two can be linked.
   *
   * @returns what our server redeems; nothing where the browser is on its way to the provider, and `takeIdentity` has it
   * after that
   * @throws {AuthError} why it did not work
   */
  identify(
    providerId: string,
    returnTo: string,
  ): Promise<PresentedCode | undefined> {
    if (!this.current) return Promise.reject(new SessionEndedError());
    const linkTo = this.current.signInId ?? '';
    return this.#identify(providerId, { linkTo, returnTo });
  }

  async #identify(
    providerId: string,
    aim: { linkTo: string; returnTo: string },
  ): Promise<PresentedCode | undefined> {
    const identity = await this.#attempts.identify(providerId, aim);
    if (identity && !this.#isTheirs(identity)) throw new SessionChangedError();
    return identity;
  }

  /** Whether whoever has asked for an identity is still signed in. */
  #isTheirs({ linkTo }: PresentedCode): boolean {
    return (
      this.current !== undefined && linkTo === (this.current.signInId ?? '')
    );
  }

  /** What a provider sent back for whoever is signed in; it can be had once, and only by them. */
  takeIdentity(): PresentedCode | undefined {
    const identity = this.#identity;
    this.#identity = undefined;
    return identity && this.#isTheirs(identity) ? identity : undefined;
  }

  /** Gives up the sign-in that is under way. */
  cancelSignIn(): void {
    this.#attempts.cancel();
  }

  /**
   * Takes what a provider sent back with the browser, signs in with it, and goes to where the user wanted to go.
   *
   * @returns whether this page has done its part: another one waited for the answer, and has it now
   * @throws {AuthError} why it did not work; whoever was signed in still is
   */
  completeSignIn(
    providerId: string,
    answer: URLSearchParams,
  ): Promise<boolean> {
    return waitForPromise(this.#completeSignIn(providerId, answer));
  }

  async #completeSignIn(
    providerId: string,
    answer: URLSearchParams,
  ): Promise<boolean> {
    const arrival = await this.#arrivalOf(providerId, answer);
    if (arrival.kind === 'handed-over') return true;
    this.returnTo.restore(arrival.returnTo);
    if (arrival.kind === 'session') {
      await this.#establish(arrival.session);
    } else {
      this.#identity = arrival.code;
      this.continue();
    }
    return false;
  }

  /** What is wanted is not lost by an attempt that fails. */
  async #arrivalOf(
    providerId: string,
    answer: URLSearchParams,
  ): Promise<Arrival> {
    try {
      return await this.#attempts.complete(providerId, answer);
    } catch (error) {
      if (error instanceof AuthError) this.returnTo.restore(error.returnTo);
      throw error;
    }
  }

  /** Makes a session that a flow has got the current one. Somebody else who was signed in is not any more. */
  async #establish(session: SessionData): Promise<void> {
    const before = this.current;
    if (before) {
      await this.sessionStore.replace(() => this.#end('replaced'));
    }
    await this.authenticate(this.#idOfFlow(session), {
      ...session,
      signInId: this.browser.randomId(),
    });
    // Not before the new one is there for all tabs: one that finds its token refused takes that, and loses nothing.
    if (before) void waitForPromise(this.#flowOf(before).revoke(before));
    this.#rememberProvider(session);
  }

  /** For a mark on a button, where there are several: nobody waits for it, and nothing is lost without it. */
  #rememberProvider({ provider }: SessionData): void {
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

  /** Signs out: here at once, on the server beside it. Without a session it does nothing. */
  async signOut(): Promise<void> {
    const data = this.current;
    if (!data) return;
    this.returnTo.forget();
    this.cancelSignIn();
    for (const flow of this.flows.values()) void flow.forget?.();
    const ended = this.#end('signed-out');
    void waitForPromise(this.#flowOf(data).revoke(data));
    await ended;
  }

  /**
   * Gets a token newer than the given one.
   *
   * @throws {SessionEndedError} when the token server says that the session is over; it has been ended then
   * @throws {AuthError} for other failures, which leave the session as it is
   */
  async renew(usedToken: string): Promise<SessionData> {
    const epoch = this.#epoch;
    try {
      const renewed = await waitForPromise(this.#renewed(usedToken));
      if (epoch !== this.#epoch) throw new SessionEndedError();
      this.#adopt(renewed);
      return renewed;
    } catch (error) {
      if (error instanceof SessionEndedError && epoch === this.#epoch) {
        await this.expire();
      }
      throw error;
    }
  }

  /** A promise of its own for each caller: several may wait for one renewal. */
  async #renewed(usedToken: string): Promise<SessionData> {
    const { signInId } = this.current ?? {};
    const renewed = await this.#renewal.renew(usedToken);
    if (renewed.signInId !== signInId) throw new SessionChangedError();
    return renewed;
  }

  /** Ends the session because the server does not accept it any more. The open page is where the user returns to. */
  async expire(): Promise<void> {
    const data = this.current;
    if (!data) return;
    const stored = await this.sessionStore.readSession();
    // Somebody has signed in elsewhere meanwhile: that session is not ours to end, and this tab hears of it.
    if (stored && stored.signInId !== data.signInId) return;
    if (this.current?.signInId !== data.signInId) return;
    this.returnTo.keepCurrent();
    const ranOut =
      data.expiresAt !== undefined && data.expiresAt <= this.browser.now();
    await this.#end(ranOut ? 'expired' : 'revoked');
  }

  /** Lets a page of the signed-in part be entered, or asks to sign in first and remembers the page. */
  guard(transition: Transition): boolean {
    if (this.isAuthenticated) return true;
    this.returnTo.keep(transition);
    this.router.transitionTo(LOGIN);
    return false;
  }

  /**
   * Goes to where the user wanted to go, or home. Several may ask for it after one sign-in (the page that has signed in, the
   * session that another tab told of, a guard): what was wanted can be taken once, and holds until the user has arrived.
   */
  continue(): void {
    this.#target = this.returnTo.take() ?? this.#target;
    this.router.transitionTo(this.#target ?? HOME);
  }

  /** Runs a task whenever a session has ended: to throw away what was loaded for its user. */
  onLeave(task: () => void): void {
    this.#leaveTasks.add(task);
  }

  // What ember-simple-auth calls.

  override createConfiguration() {
    return Configuration.load({
      rootURL: config.rootURL,
      routeAfterAuthentication: HOME,
      useResolver: false,
    });
  }

  override createSessionStore(): ApplicationSessionStore {
    return this.sessionStore;
  }

  override createAuthenticators(): FlowAuthenticator[] {
    return [...this.flows.values()];
  }

  /** Somebody signed in, here or in another tab. */
  override handleAuthentication(): void {
    this.#epoch += 1;
    this.status = 'active';
    this.reason = 'signed-in';
    if (WAY_IN.has(this.router.currentRouteName ?? '')) this.continue();
  }

  /** The session ended, here or in another tab. The page is not reloaded, so that it can say why. */
  override handleInvalidation(): void {
    this.#epoch += 1;
    this.status = 'ended';
    this.reason = this.#endReason ?? 'signed-out-elsewhere';
    if (this.reason === 'replaced') return this.#forget();
    this.#target = undefined;
    this.cancelSignIn();
    void waitForPromise(this.#leave());
  }

  @cached
  private get sessionStore(): ApplicationSessionStore {
    return new ApplicationSessionStore(
      getOwner(this) as Owner,
      this.browser,
      (authenticator, provider) =>
        identityProviders.get(provider)?.flow === authenticator,
      () => this.#replacedElsewhere(),
    );
  }

  @cached
  private get flows(): ReadonlyMap<FlowId, FlowAuthenticator> {
    return createFlows(
      getOwner(this) as Owner,
      this.browser,
      this.settings,
      (visit) => (this.visit = visit),
    );
  }

  /** The code that looks after a session: its provider's flow. */
  #flowOf({ provider }: SessionData): FlowAuthenticator {
    return this.#flow(identityProviders.get(provider)?.flow);
  }

  #idOfFlow({ provider }: SessionData): FlowId {
    const flow = identityProviders.get(provider)?.flow;
    if (!flow) throw new TypeError(`No identity provider: ${provider}`);
    return flow;
  }

  #flow(id: FlowId | undefined): FlowAuthenticator {
    const flow = id && this.flows.get(id);
    if (!flow) throw new TypeError(`No flow: ${id}`);
    return flow;
  }

  async #leave(): Promise<void> {
    try {
      await this.router.transitionTo(LOGIN);
    } catch {
      // Another transition has taken its place: the private page is left all the same.
    }
    this.#forget();
  }

  /** Somebody else has signed in in another tab: nothing of the user before may stay, on the page or in memory. */
  #replacedElsewhere(): void {
    this.#epoch += 1;
    this.#forget();
    const { currentURL } = this.router;
    // The address need not tell yet where the user is, or is going: a browser may load the one before.
    this.returnTo.restore(
      (this.#isOnTheWay ? this.#target : currentURL) ?? undefined,
    );
    this.browser.reload();
  }

  /** Whether no page of the app has been reached yet. */
  get #isOnTheWay(): boolean {
    const { currentRouteName } = this.router;
    return !currentRouteName || WAY_IN.has(currentRouteName);
  }

  /** Throws away what was loaded for the user. */
  #forget(): void {
    for (const task of this.#leaveTasks) task();
  }

  async #end(reason: SessionReason): Promise<void> {
    this.#endReason = reason;
    try {
      await this.invalidate();
    } finally {
      this.#endReason = undefined;
    }
  }

  /** Makes a session that was renewed, here or in another tab, the current one. */
  #adopt(session: SessionData): void {
    if (this.current?.accessToken === session.accessToken) return;
    this.#flowOf(session).trigger('sessionDataUpdated', session);
  }

  async #write(session: SessionData): Promise<void> {
    if (!this.isAuthenticated) throw new SessionEndedError();
    await this.sessionStore.persist({
      authenticated: { ...session, authenticator: this.#idOfFlow(session) },
    });
  }
}

declare module '@ember/service' {
  interface Registry {
    session: AppSessionService;
  }
}
