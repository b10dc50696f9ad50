import { parseMediaTypes, type MediaType } from '../http/media-type.ts';

/** [JSON:API 1.1](https://jsonapi.org/format/1.1/). */
export const MEDIA_TYPE = 'application/vnd.api+json';

/**
 * Whether a document of this `Content-Type` can be read: JSON:API's, with no parameters but profiles, which are ignored,
 * and no extension, because this server knows none
 * ([server responsibilities](https://jsonapi.org/format/1.1/#content-negotiation-servers)).
 */
export function isUnderstood(contentType: string | undefined): boolean {
  const [type, ...others] = parseMediaTypes(contentType ?? '');
  return type !== undefined && others.length === 0 && isSupported(type);
}

/**
 * Whether an answer in JSON:API may be given to who sends this `Accept`: not, where JSON:API is named there and each time
 * with something that this server does not know. Who does not name it gets it all the same
 * ([RFC 9110 section 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1) allows that).
 */
export function isAcceptable(accept: string | undefined): boolean {
  const named = parseMediaTypes(accept ?? '').filter(
    ({ name }) => name === MEDIA_TYPE,
  );
  return (
    named.length === 0 ||
    named.some(({ name, parameters }) => {
      // The weight is not the type's own (RFC 9110 section 12.4.2).
      const own = new Map([...parameters].filter(([key]) => key !== 'q'));
      return isSupported({ name, parameters: own });
    })
  );
}

function isSupported({ name, parameters }: MediaType): boolean {
  return (
    name === MEDIA_TYPE &&
    [...parameters].every(
      ([key, value]) => key === 'profile' || (key === 'ext' && value === ''),
    )
  );
}
