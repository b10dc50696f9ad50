import { waitForPromise } from '@ember/test-waiters';
import type { GatewaySession } from '../auth/gateway-session';
import { parseSessionData, type SessionData } from '../auth/session-data';
import type { RegisteredProvider } from '../identity-providers';
import type { Journey, NavigatorId } from '../navigators/navigator';
import type { Arrival, Flow, VisitInput } from './flow';
import KeptSessionAuthenticator from './kept-session';

/** How long the first page waits to hear whether a session of a former visit still holds, in milliseconds. */
const RESTORE_WAIT = 2_000;

/** What the flow needs of the app. */
export interface GatewayPorts {
  /** What is said to the gateway; it is not a part of the first script. */
  session(): Promise<GatewaySession>;
  navigator(): NavigatorId;
  setOut(navigator: NavigatorId): Journey;
  /** Gives an answer to the page that waits for it. @returns whether it took it */
  handOver(state: string, answer: URLSearchParams): Promise<boolean>;
  /** Sends the whole page there. */
  leaveFor(url: string): void;
  /** A path of the app as the browser shows it, below the app's root. */
  address(path: string): string;
  randomId(): string;
  /** Settles after so many milliseconds. */
  after(wait: number): Promise<void>;
}

/**
 * A session that a gateway keeps in a cookie which no script can read. The app asks the gateway who it is; signing in is a visit
 * to the gateway, which sends the browser back.
 */
export default class GatewayAuthenticator
  extends KeptSessionAuthenticator
  implements Flow<VisitInput>
{
  static readonly id = 'gateway';

  constructor(
    owner: object,
    private readonly ports: GatewayPorts,
  ) {
    super(owner);
  }

  /**
   * The gateway has the last word, if it says it soon. One that says nothing, or can't be reached, signs nobody out: the first
   * request finds out.
   */
  override restore(stored: unknown): Promise<SessionData> {
    return waitForPromise(this.#restore(stored));
  }

  async #restore(value: unknown): Promise<SessionData> {
    const stored = parseSessionData(value);
    if (stored?.kind !== 'cookie') throw new TypeError('No such session.');
    const { ports } = this;
    const checked = ports.session().then((session) => session.check(stored));
    const found = await Promise.race([
      checked.catch(() => stored),
      ports.after(RESTORE_WAIT).then(() => stored),
    ]);
    if (found) return found;
    throw new TypeError('The gateway knows of nobody.');
  }

  async signIn(
    { id }: RegisteredProvider,
    { navigator = this.ports.navigator(), returnTo = '/' }: VisitInput,
    signal: AbortSignal,
  ): Promise<SessionData | undefined> {
    const { ports } = this;
    // Before anything is waited for: a window that is not opened by the click is blocked.
    const journey = ports.setOut(navigator);
    try {
      const session = await waitForPromise(ports.session());
      const pageTo = (path: string) =>
        waitForPromise(session.pageLeadingTo(ports.address(path)));
      const state = ports.randomId();
      const url = await pageTo(`/login/callback/${id}?state=${state}`);
      signal.throwIfAborted();
      // Tests do not wait for this: it lasts as long as a person takes.
      const answer = await journey.go({ state, url }, signal);
      signal.throwIfAborted();
      if (answer) return await waitForPromise(session.arrived(id));
      ports.leaveFor(await pageTo(returnTo));
      return undefined;
    } catch (error) {
      journey.giveUp();
      throw error;
    }
  }

  /** Nothing in the answer is believed: it only says which page waits for it. */
  async complete(
    { id }: RegisteredProvider,
    answer: URLSearchParams,
  ): Promise<Arrival> {
    const state = answer.get('state');
    if (state && (await this.ports.handOver(state, answer))) {
      return { kind: 'handed-over' };
    }
    const session = await (await this.ports.session()).arrived(id);
    return { kind: 'session', session, returnTo: undefined };
  }

  async find({ id }: RegisteredProvider): Promise<SessionData | undefined> {
    return (await this.ports.session()).find(id);
  }

  async revoke(): Promise<void> {
    const session = await this.ports.session().catch(() => undefined);
    await session?.end();
  }
}
