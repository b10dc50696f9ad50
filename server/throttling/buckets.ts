import { and, eq, gt, inArray, lte, max, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import { signInBuckets } from '../database/schema-throttling.ts';
import { TooManyAttemptsError } from './too-many-attempts.ts';

/** How a bucket treats failures. Times are in seconds. */
export interface Rule {
  /** How many failures nobody minds; each one more doubles the wait, which begins with a second. */
  free: number;
  longestWait: number;
  /** How long it takes until one failure is forgotten. */
  forgetsOneIn: number;
}

/** What failures are counted for. */
export interface Bucket {
  key: string;
  rule: Rule;
}

/** An attempt that has been counted as a failure, for as long as nobody says that it was none. */
export interface CountedAttempt {
  key: string;
  blockedUntil: Date;
}

/**
 * Who need not wait is blocked until long ago, not until now: the next attempt may have read its clock a moment earlier, or a
 * clock that is behind.
 */
const NOT_BLOCKED = sql`'epoch'::timestamptz`;

const { blockedUntil, failedAt, failures, key } = signInBuckets;

/**
 * Refuses while any of these buckets is blocked. It costs one look into an index, so an attack costs no more; the decision
 * is made by `countAttempt`.
 * @throws TooManyAttemptsError
 */
export async function refuseWhileBlocked(
  database: Database,
  buckets: readonly Bucket[],
  now: Date,
): Promise<void> {
  const [row] = await database
    .select({ until: max(blockedUntil) })
    .from(signInBuckets)
    .where(
      and(
        inArray(
          key,
          buckets.map((bucket) => bucket.key),
        ),
        gt(blockedUntil, now),
      ),
    );
  if (row?.until) throw new TooManyAttemptsError(row.until, now);
}

/**
 * Counts an attempt as a failure in each of these buckets, before it is known whether it is one: of any number at the same
 * moment, in any number of processes, only so many get through as may. All or none: one that is blocked undoes the others.
 * @param buckets in the order of their kinds, which is the same for every attempt, so that no two wait for each other
 * @throws TooManyAttemptsError
 */
export async function countAttempt(
  database: Database,
  buckets: readonly Bucket[],
  now: Date,
): Promise<CountedAttempt[]> {
  return database.transaction(async (transaction) => {
    const counted: CountedAttempt[] = [];
    for (const bucket of buckets) {
      const row = await count(transaction, bucket, now);
      if (!row) {
        await refuseWhileBlocked(transaction, buckets, now);
        throw new TooManyAttemptsError(now, now);
      }
      counted.push(row);
    }
    return counted;
  });
}

/** The attempts were no failures after all. What others have done to the buckets meanwhile stays. */
export async function uncount(
  database: Database,
  attempts: readonly CountedAttempt[],
): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const attempt of attempts) {
      await transaction
        .update(signInBuckets)
        .set({
          failures: sql`greatest(${failures} - 1, 0)`,
          blockedUntil: sql`case when ${blockedUntil} = ${attempt.blockedUntil.toISOString()}::timestamptz then ${NOT_BLOCKED} else ${blockedUntil} end`,
        })
        .where(eq(key, attempt.key));
    }
  });
}

/** Forgets all failures of a bucket. */
export async function empty(database: Database, bucket: Bucket): Promise<void> {
  await database.delete(signInBuckets).where(eq(key, bucket.key));
}

/** One statement: whoever finds the row locked waits, and is then measured by what the other has made of it. */
async function count(
  transaction: Database,
  { key: bucketKey, rule }: Bucket,
  now: Date,
): Promise<CountedAttempt | undefined> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const seconds = sql`greatest(extract(epoch from ${moment} - ${failedAt})::float8, 0)`;
  const leaked = sql`greatest(${failures} - ${seconds} / ${rule.forgetsOneIn}::float8, 0) + 1`;
  const after = (total: SQL) => ({
    failures: total,
    failedAt: now,
    blockedUntil: sql`case when ${wait(total, rule)} > 0 then ${moment} + make_interval(secs => ${wait(total, rule)}) else ${NOT_BLOCKED} end`,
    expiresAt: sql`${moment} + make_interval(secs => greatest(${wait(total, rule)}, (${total}) * ${rule.forgetsOneIn}::float8))`,
  });
  const [row] = await transaction
    .insert(signInBuckets)
    .values({ key: bucketKey, ...after(sql`1::float8`) })
    .onConflictDoUpdate({
      target: key,
      set: after(leaked),
      setWhere: lte(blockedUntil, now),
    })
    .returning({ key, blockedUntil });
  return row;
}

/** In seconds; 2 to the power of more than 30 would be too long for anybody. */
function wait(total: SQL, { free, longestWait }: Rule): SQL {
  const excess = sql`(${total}) - ${free}::float8`;
  return sql`case when ${excess} > 0 then least(power(2, least(${excess} - 1, 30)), ${longestWait}::float8) else 0 end`;
}
