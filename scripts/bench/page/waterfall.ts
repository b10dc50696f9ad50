import type { PageRequest } from './request.ts';

/**
 * How long a request may take to start once all is there that it needs, in milliseconds: on a slow processor, the page works
 * that long between an answer and the next request.
 */
export const PATIENCE = 100;

/** One line of a waterfall. */
export interface Step extends PageRequest {
  /** How long it had all that it needs when it started, in milliseconds. */
  waited: number;
  couldStartEarlier: boolean;
  /** How many requests had to be made one after the other for it to end, since the press on the button; 0 if it ended before. */
  depth: number;
}

/** What is known of a sign-in. Times are milliseconds since the navigation began. */
export interface Course {
  beganAt: number;
  clickedAt: number;
  requests: readonly PageRequest[];
}

/**
 * What each request of a sign-in waited for. It needs the scripts that started it; and the answer with the token, if it carries
 * one; and the press on the button, if it is the one that sends the form. Otherwise it could have been made at the first
 * character: the sign-in page itself is at rest by then.
 */
export function toWaterfall(course: Course): Step[] {
  const steps: Step[] = [];
  for (const request of course.requests) {
    const needed = steps.filter((earlier) => isNeeded(earlier, request));
    const readyAt = Math.max(
      sendsForm(request) ? course.clickedAt : course.beganAt,
      ...needed.map(({ endedAt }) => endedAt),
    );
    const waited = request.startedAt - readyAt;
    const endsBefore = request.endedAt <= course.clickedAt;
    steps.push({
      ...request,
      waited,
      couldStartEarlier: waited > PATIENCE,
      depth: endsBefore
        ? 0
        : 1 + Math.max(0, ...needed.map(({ depth }) => depth)),
    });
  }
  return steps;
}

/** How many requests were made one after the other, in the longest chain. */
export function depthOf(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map(({ depth }) => depth));
}

function isNeeded(earlier: PageRequest, request: PageRequest): boolean {
  // Also not one that never ended.
  if (!(earlier.endedAt <= request.startedAt)) return false;
  return (
    request.startedBy.includes(earlier.path) ||
    (request.isAuthorized && sendsForm(earlier))
  );
}

function sendsForm({ method, path }: PageRequest): boolean {
  return method === 'POST' && path === '/oauth/token';
}

/**
 * Who started the requests of one sign-in, taken over from another one, in which calls were followed through waits: that tells
 * more, but takes the page's time.
 */
export function withStarters(
  requests: readonly PageRequest[],
  traced: readonly PageRequest[],
): PageRequest[] {
  return requests.map((request) => {
    const same = traced.find(
      ({ method, path }) => method === request.method && path === request.path,
    );
    return { ...request, startedBy: same?.startedBy ?? request.startedBy };
  });
}
