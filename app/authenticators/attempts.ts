import { AuthError } from '../auth/errors';
import type { PresentedCode } from '../auth/presented-code';
import type { SessionData } from '../auth/session-data';
import {
  identityProviders,
  type RegisteredProvider,
} from '../identity-providers';
import type { FlowId } from '../identity-providers/types';
import type { Arrival, Flow, VisitInput } from './flow';

type Flows = ReadonlyMap<FlowId, Flow>;

/** The attempts to sign in of one page: a new one takes the place of one that is under way. */
export class Attempts {
  #current: AbortController | undefined;

  constructor(private readonly flows: () => Flows) {}

  /** @throws {AuthError} `cancelled` where another attempt has taken its place, or what its flow throws */
  async signIn(
    providerId: string,
    input: unknown,
  ): Promise<SessionData | undefined> {
    const signal = this.#begin();
    const [provider, flow] = this.#find(providerId);
    const session = await flow.signIn(provider, input, signal);
    // Too late: nobody wants it any more.
    if (session && signal.aborted) void flow.revoke(session);
    signal.throwIfAborted();
    return session;
  }

  /** @throws {AuthError} as `signIn` */
  async identify(
    providerId: string,
    input: VisitInput & { linkTo: string },
  ): Promise<PresentedCode | undefined> {
    const signal = this.#begin();
    const [provider, flow] = this.#find(providerId);
    if (!flow.identify) throw new TypeError(`Can’t be linked: ${providerId}`);
    const code = await flow.identify(provider, input, signal);
    signal.throwIfAborted();
    return code;
  }

  /** @throws {AuthError} `callback-unknown` for a provider that sends nobody, or what its flow throws */
  async complete(
    providerId: string,
    answer: URLSearchParams,
  ): Promise<Arrival> {
    const provider = identityProviders.get(providerId);
    const flow = provider && this.flows().get(provider.flow);
    if (!flow?.complete) {
      throw new AuthError('callback-unknown', 'That provider sends nobody.');
    }
    return flow.complete(provider!, answer);
  }

  /** Gives up what is under way. */
  cancel(): void {
    this.#current?.abort(new AuthError('cancelled', 'It is not wanted.'));
  }

  #begin(): AbortSignal {
    this.cancel();
    this.#current = new AbortController();
    return this.#current.signal;
  }

  #find(providerId: string): [RegisteredProvider, Flow] {
    const provider = identityProviders.get(providerId);
    const flow = provider && this.flows().get(provider.flow);
    if (!flow) throw new TypeError(`No identity provider: ${providerId}`);
    return [provider, flow];
  }
}
