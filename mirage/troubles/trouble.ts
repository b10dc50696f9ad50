import type { Response } from 'miragejs';
import type { Strike } from './strikes.ts';

/** The two servers that the app talks to. */
export type Place = 'token-server' | 'api';

/** What a trouble knows of the request that it befalls. */
export interface Situation {
  place: Place;
  /** The server's clock, in milliseconds since 1970. */
  now: () => number;
  /** Resolves when a held answer may go. */
  hold: () => Promise<void>;
}

/**
 * Answers in the server's place, or does something to its answer.
 * @param ask what the server would do; it does nothing unless it is called
 */
export type Befall = (
  ask: () => Promise<Response>,
  situation: Situation,
) => Promise<Response>;

/** Something that goes wrong between the app and its servers, or in them. */
export interface Trouble {
  /** Its name in the panel. */
  label: string;
  /** One sentence for the panel: what the app gets to see. */
  description: string;
  /** What happens once, as it begins. */
  strike?: Strike;
  /** What happens to each request for as long as it holds. */
  befall?: Befall;
}
