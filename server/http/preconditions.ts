/** A request that may depend on what the client has seen before. */
export interface ConditionalRequest {
  method: string;
  /** The value of a header, by its name in lower case. */
  header: (name: string) => string | undefined;
}

/** What its conditions come to: answer it, say that nothing has changed, or refuse it. */
export type Verdict = 'go-on' | 'not-modified' | 'failed';

/** [RFC 9110 section 8.8.3](https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3). */
const ENTITY_TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\u{10ffff}]*"/gu;

/**
 * Holds `If-Match` and `If-None-Match` against what is there
 * ([RFC 9110 section 13.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2)). The conditions on dates are ignored,
 * because nothing here has a date of its last change. A condition that cannot be read is one that is not met: who sends
 * one wants to be stopped when in doubt.
 * @param tag the strong entity tag of the representation that there is
 */
export function judge(
  { header, method }: ConditionalRequest,
  tag: string,
): Verdict {
  const wanted = header('if-match');
  if (wanted !== undefined && !lists(wanted, [tag])) return 'failed';
  const known = header('if-none-match');
  if (known === undefined || !lists(known, [tag, `W/${tag}`])) return 'go-on';
  return method === 'GET' || method === 'HEAD' ? 'not-modified' : 'failed';
}

/**
 * Whether a header names one of these tags, or `*`. `If-Match` compares strongly: a weak tag, as proxies that compress
 * make of ours, is no proof of what the client has.
 */
function lists(header: string, tags: readonly string[]): boolean {
  if (header.trim() === '*') return true;
  const named: readonly string[] = header.match(ENTITY_TAG) ?? [];
  return named.some((tag) => tags.includes(tag));
}
