/** A request that a page has made. Times are milliseconds since the page's navigation began. */
export interface PageRequest {
  id: string;
  method: string;
  /** Without the origin. */
  path: string;
  /** As CDP calls it: `Document`, `Script`, `Fetch`. */
  type: string;
  startedAt: number;
  /** When the last byte was there; not a number while it was not. */
  endedAt: number;
  /** Of the answer's body, as it was sent: compressed. */
  bytes: number;
  /** The paths of the scripts that started it, the caller first; or of the page whose text names it. */
  startedBy: readonly string[];
  /** Whether it carries a token. */
  isAuthorized: boolean;
}
