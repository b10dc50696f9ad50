import type { User } from '../database/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { networkOf } from '../http/client-address.ts';
import {
  checkPassword,
  findByEmail,
  isPossibleEmail,
} from '../users/accounts.ts';
import {
  countAttempt,
  empty,
  refuseWhileBlocked,
  uncount,
  type Bucket,
  type CountedAttempt,
} from './buckets.ts';
import { deviceToKeep } from './device.ts';
import { isKnownPlace, rememberPlaces, type Place } from './places.ts';
import { bucketsOfKnownPlace, bucketsOfStranger } from './rules.ts';

/** Somebody who says that they are a user, and where from. */
export interface Attempt {
  email: string;
  password: string;
  address: string | undefined;
  /** The value of the browser's cookie, where it has one. */
  device: string | undefined;
  /** `Sec-Fetch-Site`. */
  site: string | undefined;
}

/** A user with the right password, and the value by which to know their browser again. */
export interface PasswordSignIn {
  user: User;
  device: string | undefined;
}

/** Where no address is known, all are one. */
const NOWHERE = 'unknown';

/**
 * The one door to the passwords. A wrong one costs nothing at first, then waits that double: for the account from that
 * place, for the account from all strange places, for the network, for everybody together. An unknown account is treated
 * like a known one. Where the right password was given before (this browser, or this network) the user is not a stranger:
 * there they have an allowance of their own, which no attack from elsewhere touches.
 * @returns nothing for a wrong password, an unknown or a closed account
 * @throws TooManyAttemptsError
 * @throws QueueFullError
 */
export async function signInByPassword(
  dependencies: Dependencies,
  attempt: Attempt,
): Promise<PasswordSignIn | undefined> {
  const { clock, database, passwords } = dependencies;
  if (!isPossibleEmail(attempt.email)) return undefined;
  const user = await findByEmail(database, attempt.email);
  const buckets = await bucketsOf(dependencies, attempt, user);
  await refuseWhileBlocked(database, buckets, clock());

  return passwords.inTurn(async () => {
    const counted = await countAttempt(database, buckets, clock());
    const isRight = await checkPassword(dependencies, user, attempt.password);
    if (!user || !isRight) return undefined;
    const device = deviceToKeep(attempt);
    await settle(dependencies, { attempt, counted, buckets, user, device });
    return { user, device };
  });
}

async function bucketsOf(
  { clock, database, settings }: Dependencies,
  attempt: Attempt,
  user: User | undefined,
): Promise<Bucket[]> {
  // The id, because databases do not agree with us about which letters are the same.
  const account = user?.id ?? attempt.email.trim().toLowerCase();
  const network = networkOf(attempt.address ?? NOWHERE);
  for (const place of placesOf(attempt, attempt.device)) {
    if (await isKnownPlace(database, { account, place }, clock())) {
      return bucketsOfKnownPlace(account, place, settings.patience);
    }
  }
  return bucketsOfStranger(account, network, settings.patience);
}

/** The surest first: a network may be shared with others. */
export function placesOf(
  { address }: Pick<Attempt, 'address'>,
  device: string | undefined,
): readonly Place[] {
  return [
    ...(device === undefined
      ? []
      : [{ kind: 'device' as const, token: device }]),
    ...(address === undefined
      ? []
      : [{ kind: 'network' as const, network: networkOf(address) }]),
  ];
}

/** The right password: nothing has failed, and what failed from here before is forgiven. */
async function settle(
  { clock, database }: Dependencies,
  done: {
    attempt: Attempt;
    counted: readonly CountedAttempt[];
    buckets: readonly Bucket[];
    user: User;
    device: string | undefined;
  },
): Promise<void> {
  const [, ...shared] = done.counted;
  const [place] = done.buckets;
  await database.transaction(async (transaction) => {
    if (place) await empty(transaction, place);
    await uncount(transaction, shared);
    await rememberPlaces(
      transaction,
      {
        userId: done.user.id,
        places: placesOf(done.attempt, done.device),
      },
      clock(),
    );
  });
}
