import { aborted, type Answer } from './stub-fetch';

/** What stands before the simulated server, for as long as a test says. */
export interface Outage {
  /** How often it has answered. */
  count: number;
  /** What it answers; nothing where the simulated server is to answer. */
  answer: (request: Request) => Answer | undefined;
}

/** Gives each test of a module something that can stand before the simulated server. To be called after `setupTest(hooks)` or its kin. */
export function setupOutage(hooks: NestedHooks): () => Outage {
  let outage: Outage;
  let original: typeof globalThis.fetch;

  hooks.beforeEach(() => {
    outage = { count: 0, answer: () => undefined };
    original = globalThis.fetch;
    const ask = original;
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      const answer = outage.answer(request);
      if (!answer) return ask(request);
      outage.count += 1;
      return Promise.race([answer, aborted(request.signal)]);
    };
  });
  hooks.afterEach(() => {
    globalThis.fetch = original;
  });
  return () => outage;
}

/** Whether a request goes to the token endpoint. */
export const isForTokens = ({ url }: Request) =>
  new URL(url).pathname === '/oauth/token';
