import type { PresentedCode } from '../auth/presented-code';
import { misfit } from './misfit';

/** A page that a torii provider has asked for. */
export interface AskedPage {
  url: string;
  /** Gives the provider the answer, which has been checked. */
  answer: (presented: PresentedCode) => void;
  fail: (reason: unknown) => void;
}

/**
 * Stands where torii looks up its own popup (`torii-service:popup`), which waits for `popup.closed` and a storage event. It
 * opens nothing: it finds the attempt that the provider's page belongs to, and leaves the rest to our navigators.
 */
export class ToriiPopup {
  readonly #expected = new Map<string, (page: AskedPage) => void>();

  /** The page that the attempt of this state asks for. */
  expect(state: string): Promise<AskedPage> {
    return new Promise((resolve) => this.#expected.set(state, resolve));
  }

  forget(state: string): void {
    this.#expected.delete(state);
  }

  /**
   * What torii's providers call.
   *
   * @returns the answer, encoded as it would stand in a URL
   * @throws {TypeError} where the page's state is not that of an attempt
   */
  open(url: string): Promise<Record<string, string>> {
    const states = new URL(url).searchParams.getAll('state');
    const found = states.length === 1 && this.#expected.get(states[0]!);
    if (!found) {
      misfit('does not ask with the state that torii’s configuration names');
    }
    this.forget(states[0]!);
    return new Promise((resolve, reject) =>
      found({
        url,
        answer: ({ code, state }) =>
          resolve({ code: encodeURIComponent(code), state }),
        fail: reject,
      }),
    );
  }

  /** Our navigators close their windows themselves. */
  close(): void {}
}
