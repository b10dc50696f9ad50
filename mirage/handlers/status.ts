import { jsonApiAnswer } from '../http/answers.ts';
import { readQuery } from '../http/query.ts';
import type { Handler } from './context.ts';

const NAME = 'Latchkey';
const VERSION = '0.0.0-simulated';

/** `GET /api/status`: for everybody. No token is needed, and one that is sent is not looked at. */
export const status: Handler = ({ settings }, question) => {
  readQuery(question);
  return jsonApiAnswer({
    links: { self: '/api/status' },
    meta: {
      name: NAME,
      version: VERSION,
      'sign-in-methods': settings.signInMethods,
    },
  });
};
