/** A request as it left the app. */
export interface RecordedRequest {
  method: string;
  url: URL;
  body: string;
  headers: Headers;
}

/**
 * Keeps what each test of a module asks the simulated server, answered or not. To be called after `setupTest(hooks)` or
 * its kin.
 */
export function setupRecordedRequests(
  hooks: NestedHooks,
): () => readonly RecordedRequest[] {
  let recorded: RecordedRequest[] = [];
  let original: typeof globalThis.fetch;

  hooks.beforeEach(() => {
    const requests: RecordedRequest[] = (recorded = []);
    original = globalThis.fetch;
    const ask = original;
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      const { method, url, headers } = request;
      const body = await request.clone().text();
      // As a browser: what was given up before is not sent.
      request.signal.throwIfAborted();
      requests.push({ method, url: new URL(url), body, headers });
      return ask(request);
    };
  });
  hooks.afterEach(() => {
    globalThis.fetch = original;
  });
  return () => recorded;
}
