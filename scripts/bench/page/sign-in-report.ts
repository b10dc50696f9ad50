import { columns } from './columns.ts';
import type { SignIn, Way } from './measure-sign-in.ts';
import { median } from './median.ts';
import {
  depthOf,
  PATIENCE,
  toWaterfall,
  withStarters,
  type Step,
} from './waterfall.ts';

const HEAD = ['request', 'start', 'end', 'waited', 'depth', '', 'started by'];

/** How many of the scripts that started a request are named, the caller first. */
const STARTERS = 3;

/**
 * How long it took in all rounds, and what was asked for in the one in the middle, in milliseconds from the press on the button.
 *
 * @param traced one more round, which knows better who started the requests
 */
export function signInReport(
  way: Way,
  rounds: readonly SignIn[],
  traced: SignIn,
): string {
  const times = rounds.map(timeOf);
  const { beganAt, clickedAt, requests } = middleOf(rounds);
  const steps = toWaterfall({
    beganAt,
    clickedAt,
    requests: withStarters(requests, traced.requests),
  });
  const late = steps.filter(({ couldStartEarlier }) => couldStartEarlier);
  return [
    `Sign-in to the first 20 rows, ${way}: ${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)})`,
    `The round in the middle; the first character came at ${(beganAt - clickedAt).toFixed(0)}, the press on the button at 0:`,
    columns([HEAD, ...steps.map((step) => toLine(step, clickedAt))]),
    `${depthOf(steps)} requests one after the other; ${late.length} of ${steps.length} started more than ${PATIENCE} ms after all was there that they need`,
  ].join('\n');
}

function timeOf({ clickedAt, shownAt }: SignIn): number {
  return shownAt - clickedAt;
}

function middleOf(rounds: readonly SignIn[]): SignIn {
  const sorted = rounds.toSorted((one, other) => timeOf(one) - timeOf(other));
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

function toLine(step: Step, zero: number): string[] {
  return [
    `${step.method.padEnd(4)} ${step.path}`,
    (step.startedAt - zero).toFixed(0),
    (step.endedAt - zero).toFixed(0),
    step.waited.toFixed(0),
    String(step.depth),
    step.couldStartEarlier ? 'could start earlier' : '',
    step.startedBy.slice(0, STARTERS).join(' < ') || '(a preload)',
  ];
}
