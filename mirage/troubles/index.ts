import type { Response } from 'miragejs';
import type { InOneGo } from '../kept-records.ts';
import type { TokenStoreParts } from '../token-store.ts';
import { TROUBLE_NAMES, TROUBLES, type TroubleName } from './list.ts';
import type { Place, Trouble } from './trouble.ts';

export type { TroubleName } from './list.ts';

export interface TroublesParts extends TokenStoreParts {
  inOneGo: InOneGo;
  /** What `slow` costs an answer, in milliseconds; absent where it waits for `release()`. */
  slowness: number | undefined;
}

/**
 * What is wrong with the simulated servers at the moment. A handler that a test has put in the place of the server's own is
 * spared.
 */
export class Troubles {
  readonly #parts: TroublesParts;
  readonly #holding = new Set<TroubleName>();
  readonly #held: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(parts: TroublesParts) {
    this.#parts = parts;
  }

  /** Lets a trouble begin, beside those that hold already. */
  begin(name: TroubleName): void {
    const { strike }: Trouble = TROUBLES[name];
    if (strike) this.#parts.inOneGo(() => strike(this.#parts));
    this.#holding.add(name);
  }

  /**
   * All is well again, and the held answers go. What is done to the sessions is done, and what was asked of a silent server
   * stays unanswered.
   */
  end(): void {
    this.#holding.clear();
    for (const letGo of this.#held.splice(0)) letGo();
  }

  /** Resolves as soon as `slow` holds an answer: the server has done its work then. */
  async held(): Promise<void> {
    while (this.#held.length === 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Lets that answer go which `slow` has held longest; where none is held, it waits for one. */
  async release(): Promise<void> {
    await this.held();
    this.#held.shift()?.();
  }

  /**
   * Does to a request what the troubles of the moment do.
   * @param ask what the server would do
   */
  befall(place: Place, ask: () => Promise<Response>): Promise<Response> {
    const { now } = this.#parts;
    const situation = { place, now, hold: () => this.#hold() };
    const troubled = TROUBLE_NAMES.filter((name) => this.#holding.has(name))
      .map((name): Trouble => TROUBLES[name])
      .reduce(
        (inner, { befall }) =>
          befall ? () => befall(inner, situation) : inner,
        ask,
      );
    return troubled();
  }

  #hold(): Promise<void> {
    return new Promise((letGo) => {
      const { slowness } = this.#parts;
      if (slowness !== undefined) {
        setTimeout(letGo, slowness);
        return;
      }
      this.#held.push(letGo);
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }
}
