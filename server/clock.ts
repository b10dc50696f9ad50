/** Every decision about time asks this function, so that a test can move the time. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** The moment so many seconds after another. */
export function secondsAfter(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}

/** The earlier of two moments. */
export function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
