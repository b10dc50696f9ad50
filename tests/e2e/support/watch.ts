import type { BrowserContext, Request } from '@playwright/test';
import { SecretScan } from './secret-scan/scan.ts';

/** How long nothing is asked before it is quiet, and after how long nobody waits any more, in milliseconds. */
const QUIET = 200;
const LONGEST_WAIT = 5_000;

/**
 * Looks on while a test runs, at all pages of its browser contexts. What nobody expects fails the test at its end: a
 * violation of the Content-Security-Policy, an error or a warning in the console, a dialog, a request that fails or that
 * leaves the app's origin. Its scan takes down which secrets pass, and looks for them where others could read them.
 */
export class Watch {
  /** All requests, in their order. */
  readonly requests: Request[] = [];
  /** All that was written to the console, and all uncaught errors. */
  readonly console: string[] = [];

  /** What the policy that is only reported (Trusted Types) would refuse. */
  readonly reported: string[] = [];
  readonly scan = new SecretScan();

  readonly #pending = new Set<Request>();
  readonly #origins = new Set<string>();
  readonly #troubles: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(origin: string) {
    this.#origins.add(origin);
  }

  /** Requests may go here too. */
  trust(origin: string): void {
    this.#origins.add(origin);
  }

  /** Says which troubles are a part of the story, such as `401 GET /api/users`. */
  expect(...troubles: RegExp[]): void {
    this.#expected.push(...troubles);
  }

  /** Waits until nothing has been asked for a moment: a sign-out is told to the server after the page has gone on. */
  async quiet(): Promise<void> {
    let since = Date.now();
    const deadline = since + LONGEST_WAIT;
    while (Date.now() - since < QUIET && Date.now() < deadline) {
      if (this.#pending.size > 0) since = Date.now();
      await new Promise((resolve) => setTimeout(resolve, QUIET / 10));
    }
  }

  /** What nobody expected. */
  get troubles(): string[] {
    return this.#troubles.filter(
      (trouble) => !this.#expected.some((pattern) => pattern.test(trouble)),
    );
  }

  /** The requests for a path, such as `POST /oauth/token`. */
  to(methodAndPath: string): Request[] {
    return this.requests.filter((request) => nameOf(request) === methodAndPath);
  }

  /**
   * Listens from now on to what the app asks for, such as `POST /oauth/token refresh_token`. The page's icon, which the
   * browser fetches when it likes, does not count.
   */
  listen(): () => string[] {
    const start = this.requests.length;
    return () =>
      this.requests
        .slice(start)
        .map((request) => `${nameOf(request)} ${grantOf(request)}`.trim())
        .filter((name) => !name.endsWith('/favicon.svg'));
  }

  async follow(context: BrowserContext): Promise<void> {
    await this.scan.follow(context);
    context.on('console', (message) => {
      this.console.push(message.text());
      // The browser's own line about a request: the request itself is told of below.
      if (message.text().startsWith('Failed to load resource')) return;
      // Told of below, and counted.
      if (message.text().includes('[Report Only]')) return;
      if (['error', 'warning'].includes(message.type())) {
        this.#troubles.push(`console ${message.type()}: ${message.text()}`);
      }
    });
    context.on('weberror', (error) => {
      this.console.push(String(error.error().stack));
      this.#troubles.push(`uncaught: ${error.error().message}`);
    });
    context.on('dialog', (dialog) => {
      this.#troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('request', (request) => {
      this.requests.push(request);
      this.#pending.add(request);
      const { origin, protocol } = new URL(request.url());
      if (/^https?:|^wss?:/.test(protocol) && !this.#origins.has(origin)) {
        this.#troubles.push(`foreign: ${request.method()} ${request.url()}`);
      }
    });
    context.on('response', (response) => {
      if (response.status() < 400) return;
      this.#troubles.push(`${response.status()} ${nameOf(response.request())}`);
    });
    context.on('requestfinished', (request) => {
      this.#pending.delete(request);
    });
    context.on('requestfailed', (request) => {
      this.#pending.delete(request);
      const why = request.failure()?.errorText ?? '';
      // The page that had asked was left.
      if (why === 'net::ERR_ABORTED') return;
      this.#troubles.push(`${why} ${nameOf(request)}`);
    });
    await context.exposeBinding(
      'reportViolation',
      (_, violation: string, isOnlyReported: boolean) => {
        if (isOnlyReported) this.reported.push(violation);
        else this.#troubles.push(`Content-Security-Policy: ${violation}`);
      },
    );
    await context.addInitScript(() => {
      const { reportViolation } = window as unknown as {
        reportViolation: (violation: string, isOnlyReported: boolean) => void;
      };
      document.addEventListener('securitypolicyviolation', (event) => {
        reportViolation(
          `${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
          event.disposition === 'report',
        );
      });
    });
  }
}

function nameOf(request: Request): string {
  return `${request.method()} ${new URL(request.url()).pathname}`;
}

function grantOf(request: Request): string {
  return new URLSearchParams(request.postData() ?? '').get('grant_type') ?? '';
}
