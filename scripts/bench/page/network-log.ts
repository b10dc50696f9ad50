import type { CDPSession } from '@playwright/test';
import type { PageRequest } from './request.ts';

/** What CDP says of who started a request, as far as it is used here. */
interface Initiator {
  url?: string;
  stack?: StackTrace;
}

interface StackTrace {
  callFrames: { url: string }[];
  /** What has led there before something was waited for. */
  parent?: StackTrace;
}

/** By CDP's clock: seconds since any moment. */
type Recorded = Omit<PageRequest, 'startedAt' | 'endedAt'> & {
  sent: number;
  finished: number;
  headerBytes: number;
};

const MILLISECONDS = 1_000;

/** Listens to the requests of a page. */
export class NetworkLog {
  readonly #requests = new Map<string, Recorded>();

  private constructor(private readonly session: CDPSession) {
    session.on('Network.requestWillBeSent', (event) => {
      // Pictures within the styles are told, too.
      if (event.request.url.startsWith('data:')) return;
      this.#requests.set(event.requestId, {
        id: event.requestId,
        method: event.request.method,
        path: toPath(event.request.url),
        type: event.type ?? 'Other',
        sent: event.timestamp,
        finished: NaN,
        headerBytes: 0,
        bytes: 0,
        startedBy: startersOf(event.initiator),
        isAuthorized: Object.keys(event.request.headers).some(
          (name) => name.toLowerCase() === 'authorization',
        ),
      });
    });
    session.on('Network.responseReceived', ({ requestId, response }) => {
      const request = this.#requests.get(requestId);
      if (request) request.headerBytes = response.encodedDataLength;
    });
    session.on('Network.loadingFinished', (event) => {
      const request = this.#requests.get(event.requestId);
      if (!request) return;
      request.finished = event.timestamp;
      request.bytes = event.encodedDataLength - request.headerBytes;
    });
  }

  static async start(session: CDPSession): Promise<NetworkLog> {
    const log = new NetworkLog(session);
    await session.send('Network.enable');
    await session.send('Performance.enable');
    return log;
  }

  /** Also tells who started a request when something was waited for between; takes some of the page's time. */
  async followCallsThroughWaits(): Promise<void> {
    await this.session.send('Runtime.enable');
    await this.session.send('Runtime.setAsyncCallStackDepth', {
      maxDepth: 32,
    });
  }

  /** All of the page's last navigation, in the order of their starts. */
  async requests(): Promise<PageRequest[]> {
    const begin = await this.#navigationStart();
    return [...this.#requests.values()]
      .map(({ sent, finished, headerBytes: _, ...request }) => ({
        ...request,
        startedAt: (sent - begin) * MILLISECONDS,
        endedAt: (finished - begin) * MILLISECONDS,
      }))
      .sort((one, other) => one.startedAt - other.startedAt);
  }

  /** By the same clock as the requests; what the page's `performance.now()` counts from. */
  async #navigationStart(): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    const metric = metrics.find(({ name }) => name === 'NavigationStart');
    if (!metric) throw new Error('The browser does not say when it began.');
    return metric.value;
  }
}

function startersOf({ stack, url }: Initiator): string[] {
  // A preload that a script has asked for says `about:client`, and not which script.
  const urls = url && !url.startsWith('about:') ? [url] : [];
  for (let trace = stack; trace; trace = trace.parent) {
    urls.push(...trace.callFrames.map((frame) => frame.url));
  }
  return [...new Set(urls.filter((found) => found !== '').map(toPath))];
}

function toPath(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
