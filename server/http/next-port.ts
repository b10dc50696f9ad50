import {
  listen,
  ListenError,
  type Listening,
  type ListenOptions,
} from './listen.ts';

/** How many ports are tried, the wanted one included. */
const ATTEMPTS = 100;

const HIGHEST = 65_535;

/**
 * Listens on the wanted port, or on the next one that is free. Where that is, `origin` says.
 * @param tell is called where it is another port, with the wanted one and the origin that it became
 * @throws ListenError when there is none, and at once for any other reason, such as a port that one may not use
 */
export async function listenOnNextPort(
  app: Parameters<typeof listen>[0],
  options: ListenOptions,
  tell: (wanted: number, origin: string) => void,
): Promise<Listening> {
  const { port: wanted } = options;
  const last = Math.min(wanted + ATTEMPTS - 1, HIGHEST);
  for (let port = wanted; ; port++) {
    try {
      const listening = await listen(app, { ...options, port });
      if (port !== wanted) tell(wanted, listening.origin);
      return listening;
    } catch (error) {
      if (port === last || !isInUse(error)) throw error;
    }
  }
}

/** For people, on the standard output. */
export function tellPort(wanted: number, origin: string): void {
  process.stdout.write(
    `Port ${wanted} is in use: taking ${new URL(origin).port}.\n`,
  );
}

function isInUse(error: unknown): boolean {
  if (!(error instanceof ListenError)) return false;
  const { cause } = error;
  return (
    cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
  );
}
