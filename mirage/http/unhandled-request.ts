import type { MirageServer } from '../schema.ts';

/** The app asked for something that the simulated server does not know. */
export class UnhandledRequestError extends Error {
  override name = 'UnhandledRequestError';
  readonly code = 'unhandled-request';

  constructor(method: string, url: string) {
    super(
      `The simulated server has no answer to ${method} ${url}. If the contract has one, it belongs in mirage/handlers/.`,
    );
  }
}

/**
 * Makes an unknown request fail twice: the request is rejected, and the error is reported to the page, so that a test
 * fails also where the app takes any rejection for a bad network and goes on.
 */
export function refuseUnhandledRequests(server: MirageServer): void {
  server.pretender.unhandledRequest = (method, url) => {
    const error = new UnhandledRequestError(method, url);
    reportError(error);
    throw error;
  };
}
