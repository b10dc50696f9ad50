import { hashToken } from '../tokens.ts';
import type { Bucket, Rule } from './buckets.ts';
import { placeName, type Place } from './places.ts';

/** How patient the server is with wrong passwords. */
export interface Patience {
  /** Failures at one account from one place that have no consequence. */
  freeFailures: number;
  /** Seconds. */
  longestWait: number;
}

/** What failures are counted for, in the order in which an attempt is counted. */
type BucketKind = 'place' | 'account' | 'network' | 'everybody';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * The rule of each kind. The account's bucket forgets faster than a single place, once that has to wait, can fill it: so
 * nobody who has one place only can make the owner of an account wait elsewhere for more than moments.
 */
const RULES: Record<BucketKind, (patience: Patience) => Rule> = {
  /** One account, from one place. */
  place: ({ freeFailures, longestWait }) => ({
    free: freeFailures,
    longestWait,
    forgetsOneIn: HOUR,
  }),
  /** One account, from all places where its owner has not signed in yet. */
  account: ({ freeFailures, longestWait }) => ({
    free: 2 * freeFailures,
    longestWait,
    forgetsOneIn: (2 / 3) * longestWait,
  }),
  /** One network, at all accounts: behind it may be a whole office, of whom some mistype. */
  network: ({ freeFailures, longestWait }) => ({
    free: 10 * freeFailures,
    longestWait,
    forgetsOneIn: MINUTE,
  }),
  /** All networks at all accounts: who has enough of both is slowed down to one attempt a second. */
  everybody: ({ freeFailures }) => ({
    free: 200 * freeFailures,
    longestWait: 1,
    forgetsOneIn: 1,
  }),
};

/** What an attempt is counted for where its user is known: nothing that others can do matters there. */
export function bucketsOfKnownPlace(
  account: string,
  place: Place,
  patience: Patience,
): Bucket[] {
  return [bucket('place', [account, ...placeName(place)], patience)];
}

/** What an attempt from anywhere else is counted for. */
export function bucketsOfStranger(
  account: string,
  network: string,
  patience: Patience,
): Bucket[] {
  return [
    ...bucketsOfKnownPlace(account, { kind: 'network', network }, patience),
    bucket('account', [account], patience),
    bucket('network', [network], patience),
    bucket('everybody', [], patience),
  ];
}

function bucket(
  kind: BucketKind,
  subject: readonly string[],
  patience: Patience,
): Bucket {
  return {
    key: hashToken(JSON.stringify([kind, ...subject])),
    rule: RULES[kind](patience),
  };
}
