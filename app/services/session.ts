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
  NetworkError,
  SessionChangedError,
  SessionEndedError,
} from '../auth/errors';
import type { PresentedCode } from '../auth/presented-code';
import { hasExpired } from '../auth/renewal-plan';
import type { Asker, SessionRenewals } from '../auth/session-renewals';
import {
  bearerOf,
  isSameSession,
  parseSessionData,
  type BearerSession,
  type SessionData,
} from '../auth/session-data';
import { remember, type PastState } from '../auth/session-history';
import {
  canBeTakenUp,
  INITIAL_STATE,
  isSignOut,
  nextState,
  type EndReason,
  type SessionEvent,
  type SessionReason,
  type SessionState,
  type SessionStatus,
} from '../auth/session-state';
import { Suspension } from '../auth/suspension';
import { Attempts } from '../authenticators/attempts';
import type { Arrival } from '../authenticators/flow';
import { createFlows, type FlowAuthenticator } from '../authenticators/flows';
import { Linking } from '../authenticators/linking';
import config from '../config/environment';
import { HOME } from '../home';
import { identityProviders } from '../identity-providers';
import type { FlowId } from '../identity-providers/types';
import type { PopupVisit } from '../navigators/popup';
import ApplicationSessionStore from '../session-stores/application';
import type BrowserService from './browser';
import { LOGIN, type default as ReturnToService } from './return-to';
import type SettingsService from './settings';
import type SignInChoicesService from './sign-in-choices';

/** One lock for all tabs: whoever holds it may renew. */
const RENEWAL_LOCK = 'latchkey:renewal';

/** How long to wait for another tab's renewal, in milliseconds: longer than the token server may take for one. */
const RENEWAL_WAIT = 15_000;

/** Says after a reload that somebody else is signed in now. */
const USER_CHANGED = 'latchkey:user-changed';

/** What ember-simple-auth holds. */
interface Content {
  authenticated: { authenticator?: string };
}

/** What the session needs of the part that only a signed-in user has. */
export interface SignedInPart {
  /** Somebody has signed in. */
  begin(): void;
  /** Throws away what was loaded for the user. */
  forget(): void;
  /**
   * Whether a session belongs to the user whose page is open.
   *
   * @throws {AuthError} where the API can't be asked
   */
  isSameUser(session: SessionData): Promise<boolean>;
}

/**
 * The session: who is signed in, and why not any more. Components sign in and out here and nowhere else.
 *
 * The base class calls the `create...` methods from its constructor, when the fields of this class do not exist yet:
 * what they need are getters.
 */
export default class AppSessionService extends SessionService<Content> {
  @service declare private readonly browser: BrowserService;
  @service('sign-in-choices')
  declare private readonly choices: SignInChoicesService;
  @service declare private readonly router: RouterService;
  @service('return-to') declare private readonly returnTo: ReturnToService;
  @service declare private readonly settings: SettingsService;

  @tracked state: SessionState = INITIAL_STATE;

  /** What has become of it in this tab. */
  @tracked history: readonly PastState[] = [];

  /** Set while the session has ended under an open page whose user may come back. */
  @tracked suspension: Suspension | undefined;

  /** The window that is open for a provider's page. */
  @tracked visit: PopupVisit | undefined;

  #epoch = 0;
  #part: SignedInPart | undefined;
  /** Set while the session is being ended: from then on there is none, whatever ember-simple-auth still holds. */
  #endReason: EndReason | undefined;
  /** What another tab has said of the end that is being told. */
  #toldReason: EndReason | undefined;
  /** How much ember-simple-auth is in the middle of. */
  #operations = 0;
  #resuming: Promise<void> | undefined;

  readonly #attempts = new Attempts(() => this.flows);
  readonly #linking = new Linking(this.#attempts, () => this.current);

  #renewals: Promise<SessionRenewals> | undefined;

  get status(): SessionStatus {
    return this.state.status;
  }

  get reason(): SessionReason | undefined {
    return this.state.reason;
  }

  /**
   * The session's data, as it is now; nothing while its user may come back. Read it when it is needed; keep no copy.
   */
  get current(): SessionData | undefined {
    return this.suspension ? undefined : this.#held;
  }

  /** What ember-simple-auth holds, whether or not it is known whose it is. */
  get #held(): SessionData | undefined {
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
    this.returnTo.watch();
    await waitForPromise(this.#operate(() => super.setup()));
    if (!this.isAuthenticated) await waitForPromise(this.#takeFound());
    this.#note({ type: this.isAuthenticated ? 'restored' : 'nobody' });
    const restored = this.#held;
    if (restored) {
      // As before, if this user has to sign in again.
      this.choices.keepSignedIn = restored.browserSession === undefined;
    }
    if (!this.browser.isOnline()) {
      this.#note({ type: 'doubted', reason: 'offline' });
    }
  }

  /**
   * Takes the session that the browser has with a gateway, where it has one: nothing of it need be known here. A window that
   * comes back from there belongs to the page that has opened it, which takes it itself.
   */
  async #takeFound(): Promise<void> {
    if (this.browser.hasAnswer) return;
    for (const id of this.settings.values.signInMethods) {
      // Where it can't be asked, the sign-in page stands, and its button finds out.
      const session = await this.find(id).catch(() => undefined);
      if (session) return this.#establish(session);
    }
  }

  /** Called by the signed-in part when it is there. */
  attach(part: SignedInPart): void {
    this.#part = part;
  }

  /**
   * Signs in, and goes to where the user wanted to go. A second call while the first is under way takes its place. Where a
   * session has ended under an open page, it is taken up there.
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
    return this.#linking.identify(providerId, returnTo);
  }

  /** What a provider sent back for whoever is signed in; it can be had once, and only by them. */
  takeIdentity(): PresentedCode | undefined {
    return this.#linking.take();
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
      this.#linking.present(arrival.code);
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
    const before = this.#held;
    if (before) {
      await this.sessionStore.replace(() => this.#end('replaced'));
    }
    await this.#operate(() =>
      this.authenticate(this.#idOfFlow(session), {
        ...session,
        ...this.choices.begin(),
      }),
    );
    // Not before the new one is there for all tabs: one that finds its token refused takes that, and loses nothing. Of
    // cookies there is one: to end the one before would end the new one.
    if (before && !(before.kind === 'cookie' && session.kind === 'cookie'))
      void waitForPromise(this.#flowOf(before).revoke(before));
    this.choices.remember(session);
    await this.#resuming;
  }

  /** Signs out: here at once, on the server beside it. Without a session it does nothing. */
  async signOut(): Promise<void> {
    await this.#stop('signed-out');
  }

  /** Ends the session because nobody is there, or because it has lasted as long as it may. The server is told. */
  async stop(reason: 'idle' | 'expired'): Promise<void> {
    await this.#stop(reason);
  }

  async #stop(reason: EndReason): Promise<void> {
    const data = this.#held;
    if (!data) return;
    if (reason === 'signed-out') this.returnTo.forget();
    this.cancelSignIn();
    for (const flow of this.flows.values()) void flow.forget?.();
    this.browser.browserSession.clear();
    const ended = this.#end(reason);
    void waitForPromise(this.#flowOf(data).revoke(data));
    await ended;
  }

  /**
   * Gets a token newer than the given one.
   *
   * @throws {SessionEndedError} when the token server says that the session is over; it has been ended then
   * @throws {AuthError} for other failures, which leave the session as it is
   */
  renew(usedToken: string): Promise<BearerSession> {
    return this.#renewing((renewals, asker) =>
      renewals.renew(usedToken, asker),
    );
  }

  /**
   * Gets a newer token before the current one runs out; see `SessionRenewals`.
   *
   * @returns whether there is a newer one
   * @throws {AuthError} for failures that say nothing about the session
   */
  renewAhead(): Promise<boolean> {
    return this.#renewing((renewals, asker) => renewals.renewAhead(asker));
  }

  #renewing<Result>(
    task: (renewals: SessionRenewals, asker: Asker) => Promise<Result>,
  ): Promise<Result> {
    const asker = { epoch: this.#epoch, signInId: this.current?.signInId };
    this.#renewals ??= this.#loadRenewals();
    return waitForPromise(
      this.#renewals.then((renewals) => task(renewals, asker)),
    );
  }

  /** They come with the signed-in part: nobody else has anything to renew. */
  async #loadRenewals(): Promise<SessionRenewals> {
    try {
      const { SessionRenewals } = await import('../auth/session-renewals');
      return new SessionRenewals(
        {
          current: () => this.#bearer,
          epoch: () => this.#epoch,
          note: (event) => this.#note(event),
          doubted: (error) => this.doubted(error),
          adopt: (session) => this.#adopt(session),
          expire: () => this.expire(),
          catchUp: () => this.catchUp(),
        },
        {
          read: async () => {
            const stored = await this.sessionStore.readSession();
            return stored && bearerOf(stored);
          },
          write: (session) => this.#write(session),
          discard: (session) => void this.#flowOf(session).revoke(session),
          refresh: (session) => this.#flowOf(session).renew!(session),
          now: () => this.browser.now(),
          withLock: (task) =>
            this.browser.withLock(RENEWAL_LOCK, RENEWAL_WAIT, task),
        },
      );
    } catch (cause) {
      this.#renewals = undefined;
      const error = NetworkError.from(cause, this.browser.isOnline());
      this.doubted(error);
      throw error;
    }
  }

  get #bearer(): BearerSession | undefined {
    const { current } = this;
    return current && bearerOf(current);
  }

  /**
   * Asks whoever keeps a session outside of this browser's storage who is signed in.
   *
   * @throws {AuthError} where they can't be asked
   */
  async find(provider: string): Promise<SessionData | undefined> {
    const known = identityProviders.get(provider);
    return known && this.flows.get(known.flow)?.find?.(known);
  }

  /** A server has accepted the session. */
  verified(): void {
    this.#note({ type: 'verified' });
  }

  /** A server could not be asked: whether the session still holds is not known, and it is kept. */
  doubted(error: unknown): void {
    const isOffline =
      !this.browser.isOnline() ||
      (error instanceof NetworkError && error.code === 'offline');
    this.#note({
      type: 'doubted',
      reason: isOffline ? 'offline' : 'unreachable',
    });
  }

  /**
   * Ends the session because the server does not accept it any more. An open page stays, and waits for its user; where there
   * is none, it is where the user returns to.
   */
  async expire(): Promise<void> {
    const data = this.current;
    if (!data) return;
    const stored = await this.sessionStore.readSession();
    // Ended elsewhere, of which this tab hears too late: nobody here can say that the server did it.
    if (!stored) return this.catchUp();
    // Somebody has signed in elsewhere meanwhile: that session is not ours to end, and this tab hears of it.
    if (stored.signInId !== data.signInId) return;
    const { current } = this;
    if (!current || current.signInId !== data.signInId) return;
    await this.#end(
      data.kind === 'cookie' || hasExpired(data, this.browser.now())
        ? 'expired'
        : 'revoked',
    );
  }

  /**
   * Waits until the user of a session that has ended under an open page is back.
   *
   * @throws {AuthError} `session-ended` where nobody is waited for, `session-changed` where somebody else has come
   */
  async resumed(signal?: AbortSignal): Promise<SessionData> {
    if (!this.suspension) throw new SessionEndedError();
    return this.suspension.resumed(signal);
  }

  /** The user does not want to go on where the session has ended. */
  async abandon(): Promise<void> {
    this.cancelSignIn();
    if (this.#held) return this.signOut();
    this.returnTo.keepCurrent();
    this.#giveUp(new SessionEndedError());
    await waitForPromise(this.#leave());
  }

  /** The pages that only a signed-in user sees were left: nobody is waited for there. */
  left(): void {
    if (!this.suspension) return;
    this.#giveUp(new SessionEndedError());
    this.#part?.forget();
  }

  /** Whether somebody else than before is signed in since the page was loaded anew. It is said once. */
  takeUserChange(): boolean {
    const { tabStorage } = this.browser;
    const hasChanged = tabStorage.get(USER_CHANGED) !== null;
    tabStorage.delete(USER_CHANGED);
    return hasChanged;
  }

  /** Reads what other tabs may have written while this one was asleep, and asks again whose session it is where nobody could say. */
  async catchUp(): Promise<void> {
    await this.sessionStore.catchUp();
    if (this.suspension && this.#held) this.#resumeLater(this.suspension);
  }

  /** Lets a page of the signed-in part be entered, or asks to sign in first and remembers the page. */
  guard(transition: Transition): boolean {
    if (this.isAuthenticated || this.suspension) {
      this.returnTo.follow(transition);
      return true;
    }
    this.returnTo.keep(transition);
    this.router.transitionTo(LOGIN);
    return false;
  }

  /** Goes to where the user wanted to go, or home. */
  continue(): void {
    this.returnTo.go();
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
    this.#resuming = undefined;
    if (this.suspension) return this.#resumeLater(this.suspension);
    this.#epoch += 1;
    this.#note({ type: 'signed-in' });
    this.#part?.begin();
    if (this.returnTo.isAtTheDoor) this.continue();
  }

  /** The session ended, here or in another tab. The page is not reloaded, so that it can say why. */
  override handleInvalidation(): void {
    const reason =
      this.#endReason ?? this.#toldReason ?? 'signed-out-elsewhere';
    this.#toldReason = undefined;
    if (reason === 'replaced' && this.suspension) return;
    this.#note({ type: 'ended', reason });
    if (reason === 'replaced') {
      this.#epoch += 1;
      return this.#part?.forget();
    }
    this.cancelSignIn();
    // Whoever sits down here next has not chosen that.
    if (!canBeTakenUp(reason)) this.choices.keepSignedIn = false;
    if (canBeTakenUp(reason) && this.#part && this.returnTo.isInside) {
      this.suspension ??= new Suspension();
      return;
    }
    if (!this.returnTo.isAtTheDoor && !isSignOut(reason)) {
      this.returnTo.keepCurrent();
    }
    this.#giveUp(new SessionEndedError());
    void waitForPromise(this.#leave());
  }

  @cached
  private get sessionStore(): ApplicationSessionStore {
    return new ApplicationSessionStore(getOwner(this) as Owner, this.browser, {
      isKnown: (authenticator, provider) =>
        identityProviders.get(provider)?.flow === authenticator,
      isBusy: () => this.#operations > 0,
      endReason: () => this.#endReason,
      onReplaced: () => this.#startAnew(),
      onEnded: (reason) => {
        this.#toldReason =
          reason === 'signed-out' ? 'signed-out-elsewhere' : reason;
      },
    });
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

  #note(event: SessionEvent): void {
    const next = nextState(this.state, event);
    if (next === this.state) return;
    this.state = next;
    this.history = remember(this.history, next, this.browser.now());
  }

  #resumeLater(suspension: Suspension): void {
    this.#resuming = this.#resume(suspension);
    // Whoever signs in here hears of it; what another tab did is tried again when this one wakes.
    this.#resuming.catch(() => undefined);
  }

  /** Somebody has signed in after the session had ended under an open page. */
  async #resume(suspension: Suspension): Promise<void> {
    const session = this.#held;
    if (!session || !this.#part) return;
    const isSameUser = await waitForPromise(this.#part.isSameUser(session));
    const isStillAsked =
      this.suspension === suspension &&
      this.#held?.signInId === session.signInId;
    if (!isStillAsked) return;
    if (!isSameUser) {
      return this.changeUser();
    }
    this.#note({ type: 'signed-in' });
    this.suspension = undefined;
    suspension.resume(this.#held);
  }

  /** Somebody else is signed in now: the page is loaded anew for them, and tells them so. */
  changeUser(): void {
    this.browser.tabStorage.set(USER_CHANGED, 'yes');
    this.#startAnew();
  }

  async #leave(): Promise<void> {
    try {
      await this.router.transitionTo(LOGIN);
    } catch {
      // Another transition has taken its place: the private page is left all the same.
    }
    this.#part?.forget();
  }

  /** Nobody is waited for any more, and what was asked for the user before is for nobody. */
  #giveUp(error: Error): void {
    this.#epoch += 1;
    this.suspension?.cancel(error);
    this.suspension = undefined;
  }

  /** Somebody else has signed in: nothing of the user before may stay, on the page or in memory. */
  #startAnew(): void {
    this.#giveUp(new SessionChangedError());
    this.#part?.forget();
    this.returnTo.keepOverReload();
    this.browser.reload();
  }

  async #end(reason: EndReason): Promise<void> {
    this.#endReason = reason;
    try {
      await this.#operate(() => this.invalidate());
    } finally {
      this.#endReason = undefined;
    }
  }

  /** Lets ember-simple-auth do something; what it has missed meanwhile is told afterwards. */
  async #operate(task: () => Promise<unknown>): Promise<void> {
    this.#operations += 1;
    try {
      await task();
    } finally {
      this.#operations -= 1;
      void this.sessionStore.catchUp();
    }
  }

  /** Makes a session that was renewed, here or in another tab, the current one. */
  #adopt(session: SessionData): void {
    if (isSameSession(this.#held, session)) return;
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
