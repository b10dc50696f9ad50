import { maskHeaders } from '../../server/http/mask-headers.ts';
import { jsonApiAnswer } from '../http/answers.ts';
import { readQuery } from '../http/query.ts';
import type { SignedInHandler } from './context.ts';

const HEADERS_PATH = '/api/headers';

/** `GET /api/headers`: the headers that the app has sent. What a browser adds on its way is not among them. */
export const requestHeaders: SignedInHandler = (_context, question) => {
  readQuery(question);
  return jsonApiAnswer({
    links: { self: HEADERS_PATH },
    data: {
      type: 'request-headers',
      id: crypto.randomUUID(),
      attributes: {
        headers: maskHeaders(question.headers).map(([name, value]) => ({
          name,
          value,
        })),
      },
      links: { self: HEADERS_PATH },
    },
  });
};
