import type { Request as MirageRequest } from 'miragejs';

/** A request as the handlers read it. */
export interface Question {
  url: URL;
  /** The dynamic parts of the path, decoded. */
  params: Readonly<Record<string, string>>;
  /** The body as it came; `''` where there is none. */
  body: string;
  /** The value of a header, by its name in lower case. One that came twice is joined by a comma. */
  header: (name: string) => string | undefined;
}

export function toQuestion(request: MirageRequest): Question {
  const { requestHeaders, requestBody, params } = request;
  return {
    url: new URL(request.url, location.href),
    params,
    body: typeof requestBody === 'string' ? requestBody : '',
    header: (wanted) =>
      Object.entries(requestHeaders).find(
        ([name]) => name.toLowerCase() === wanted,
      )?.[1],
  };
}
