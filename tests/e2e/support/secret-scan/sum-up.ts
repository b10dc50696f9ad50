import type { Entry } from './record.ts';
import { Secrets } from './secrets.ts';
import { leaksIn, type Leak } from './sightings.ts';

/** In a run of a few chosen tests nobody may sign in, and the console may say nothing; in one of all tests that is an error. */
const SMALL_RUN = 30;

/** How many findings are shown. */
const SHOWN = 20;

/** What a whole run comes to. */
export interface Summary {
  /** One line. */
  text: string;
  leaks: readonly Leak[];
  /** Whether no secret was found, and enough was seen to say so. */
  isClean: boolean;
}

/** Holds what was seen in a whole run, by tests and by servers, against the secrets of all of them. */
export function sumUp(entries: readonly Entry[]): Summary {
  const secrets = new Secrets();
  for (const { kind, value } of entries.flatMap((entry) => entry.secrets)) {
    secrets.add(kind, value);
  }
  const sightings = entries.flatMap((entry) => entry.sightings);
  // Most URLs are the same in all tests.
  const different = new Map(
    sightings.map((sighting) => [
      `${sighting.place} ${sighting.text}`,
      sighting,
    ]),
  );
  const leaks = leaksIn([...different.values()], secrets);

  const sum = (name: keyof Entry['counts']) =>
    entries.reduce((total, { counts }) => total + counts[name], 0);
  const counted = {
    tests: entries.filter(({ test }) => test !== undefined).length,
    URLs: sum('urls'),
    'console lines': sum('consoleLines'),
    'log lines': sum('logLines'),
    secrets: secrets.all.length,
  };
  const nothing = Object.entries(counted)
    .filter(([, count]) => count === 0)
    .map(([name]) => `no ${name}`);
  const isBlind =
    counted.tests === 0 || (counted.tests > SMALL_RUN && nothing.length > 0);

  const counts = Object.entries(counted)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
  const result = leaks.length === 0 ? 'none found' : `${leaks.length} FOUND`;
  const remark = isBlind ? `; it saw ${nothing.join(' and ')}` : '';
  return {
    text: `secret scan: ${counts}: ${result}${remark}`,
    leaks,
    isClean: leaks.length === 0 && !isBlind,
  };
}

/** @throws {Error} where a secret was found, or too little was seen */
export function failUnlessClean({ isClean, leaks, text }: Summary): void {
  if (isClean) return;
  const places = leaks
    .slice(0, SHOWN)
    .map(({ around, kind, place }) => `${place}: ${kind}: ${around}`);
  throw new Error([text, ...places].join('\n'));
}
