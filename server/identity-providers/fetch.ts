import { isSecureAddress } from '../http/addresses.ts';
import { IdentityProviderError } from './errors.ts';

/** The shape in which oauth4webapi takes a `fetch` of one's own. */
export type ProviderFetch = (
  address: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: BodyInit | null | undefined;
  },
) => Promise<Response>;

/** 256 kB: a token answer or a set of keys is a hundredth of it. */
const MAXIMUM_ANSWER = 256 * 1024;

/** Statuses that have no body (the Fetch standard's null body status). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** GitHub's API wants one ([docs](https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent)). */
const USER_AGENT = 'latchkey';

/**
 * The one way to a provider: https, except to this machine; no redirect is followed, because a secret or a code would
 * follow too; all answers of one redemption together, with their bodies, within one deadline and each of a bounded size.
 * @param timeout milliseconds from now
 */
export function providerFetch(timeout: number): ProviderFetch {
  const signal = AbortSignal.timeout(timeout);
  return async (address, { method, headers, body }) => {
    if (!isSecureAddress(address)) {
      throw new IdentityProviderError('not-https');
    }
    try {
      const response = await fetch(address, {
        method,
        headers: { ...headers, 'user-agent': USER_AGENT },
        body: body ?? null,
        redirect: 'manual',
        signal,
      });
      const content = await readBounded(response);
      return new Response(WITHOUT_BODY.has(response.status) ? null : content, {
        status: response.status,
        headers: response.headers,
      });
    } catch (cause) {
      if (cause instanceof IdentityProviderError) throw cause;
      throw new IdentityProviderError(
        signal.aborted ? 'timeout' : 'unreachable',
        { cause },
      );
    }
  };
}

async function readBounded(response: Response): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAXIMUM_ANSWER) throw new IdentityProviderError('too-large');
    chunks.push(chunk);
  }
  return new Blob(chunks);
}
