/** The ways by which a browser gets to a provider's page and back. */
export type NavigatorId = 'redirect' | 'popup';

/** Where a journey goes. */
export interface Destination {
  url: string;
  /** By which its answer will be known (RFC 6749 section 4.1.1). */
  state: string;
}

/** One journey to a provider's page. It begins in the click, before the page's address is known. */
export interface Journey {
  /**
   * @returns the answer that came back; nothing where the whole page is to go, and the answer comes to the callback page
   * @throws {AuthError} `provider-silent`, or the signal's reason
   */
  go(
    destination: Destination,
    signal: AbortSignal,
  ): Promise<URLSearchParams | undefined>;
  /** Ends it, wherever it is. */
  giveUp(): void;
}
