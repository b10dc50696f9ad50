import { Response } from 'miragejs';
import { ApiError } from '../api-error.ts';
import { apiAnswer, oauthAnswer } from '../handlers/error-answers.ts';
import { addHeaders, dateHeader, headersOf } from '../http/answers.ts';
import { OAuthError } from '../oauth-error.ts';
import { endSessions, expireAccessTokens, renewElsewhere } from './strikes.ts';
import type { Befall, Place, Trouble } from './trouble.ts';

/** How far a wrong clock is ahead, in milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

const SOON = { 'Retry-After': '5' } as const;

/** As a hotel's network answers before one has agreed to its terms. */
const CAPTIVE_PORTAL =
  '<!doctype html><title>Welcome</title><h1>Accept the terms to go online</h1>';

/**
 * All that can go wrong on purpose, by the name that a test uses. Where several hold, the later ones of this list are nearer
 * to the app: they see what the earlier ones answer.
 */
export const TROUBLES = {
  none: {
    label: 'No trouble',
    description: 'The server answers as it should.',
  },
  expired: {
    label: 'Let the access token run out',
    description:
      'The API refuses the tokens given out so far; a renewal works.',
    strike: expireAccessTokens,
  },
  revoked: {
    label: 'End the session on the server',
    description: 'API and token server refuse all tokens given out so far.',
    strike: endSessions,
  },
  'rotated-elsewhere': {
    label: 'Use the refresh token elsewhere',
    description:
      'Somebody else has renewed: the API refuses, and a renewal counts as a theft.',
    strike: renewElsewhere,
  },
  'token-server-503': {
    label: 'Token server down',
    description:
      'Sign-in and renewal get a 503 that asks to wait five seconds.',
    befall: at('token-server', () =>
      oauthAnswer(
        new OAuthError(
          'temporarily_unavailable',
          'The server cannot answer just now.',
          { status: 503, headers: SOON },
        ),
      ),
    ),
  },
  'token-server-429': {
    label: 'Too many requests',
    description:
      'Sign-in and renewal get a 429 that asks to wait five seconds.',
    befall: at('token-server', () =>
      oauthAnswer(
        new OAuthError('too_many_requests', 'Ask less often.', {
          status: 429,
          headers: SOON,
        }),
      ),
    ),
  },
  'api-503': {
    label: 'API down',
    description: 'The API says 503 to everything; sign-in and renewal work.',
    befall: at('api', () =>
      apiAnswer(
        new ApiError({
          status: 503,
          code: 'database-unavailable',
          detail: 'Try again in a moment.',
          headers: SOON,
        }),
      ),
    ),
  },
  'html-page': {
    label: 'Captive portal',
    description: 'Everything is answered with 200 and a page of HTML.',
    befall: () =>
      answerWith(
        new Response(200, { 'Content-Type': 'text/html' }, CAPTIVE_PORTAL),
      ),
  },
  'wrong-clock': {
    label: 'Wrong clock',
    description:
      'All works, but Date and the date of a Retry-After are a day ahead.',
    befall: async (ask, { now }) => {
      const response = await ask();
      const wait = headersOf(response)['Retry-After'];
      return addHeaders(response, {
        Date: dateHeader(now() + DAY),
        ...(wait !== undefined && {
          'Retry-After': dateHeader(now() + DAY + Number(wait) * 1000),
        }),
      });
    },
  },
  slow: {
    label: 'Slow',
    description: 'Each answer takes several seconds more.',
    befall: async (ask, { hold }) => {
      const response = await ask();
      await hold();
      return response;
    },
  },
  silent: {
    label: 'Silent',
    description: 'No request is ever answered; what waits has to give up.',
    befall: () => new Promise(() => undefined),
  },
  offline: {
    label: 'Offline',
    description: 'No request gets through.',
    // Pretender's word for it.
    befall: () => answerWith(new Response(0)),
  },
} as const satisfies Record<string, Trouble>;

export type TroubleName = keyof typeof TROUBLES;

/** Their names, in the order of the list. */
export const TROUBLE_NAMES = Object.keys(TROUBLES) as TroubleName[];

/** Befalls the requests to one of the servers, which does not get to see them. */
function at(afflicted: Place, answer: () => Response): Befall {
  return (ask, { place }) =>
    place === afflicted ? answerWith(answer()) : ask();
}

function answerWith(response: Response): Promise<Response> {
  return Promise.resolve(response);
}
