import { runRecord, type RunRecord } from './record.ts';

/** Names of settings whose values are secrets. */
const SECRET_SETTING = /SECRET/;

/** Takes down what a server prints, and which secrets it was given, for the end of the run. */
export class ServerLog {
  readonly #lines: string[] = [];

  /** @param settings what the server is started with */
  constructor(
    private readonly settings: Readonly<Record<string, string>>,
    private readonly record: RunRecord = runRecord,
  ) {}

  readonly hear = (line: string): void => {
    this.#lines.push(line);
  };

  /** To be called when the server has stopped. */
  write(): void {
    const lines = this.#lines.splice(0);
    this.record.append({
      secrets: Object.entries(this.settings)
        .filter(([name]) => SECRET_SETTING.test(name))
        .map(([, value]) => ({ kind: 'client secret', value })),
      sightings: lines.map((text) => ({ place: 'log', text })),
      counts: { urls: 0, consoleLines: 0, logLines: lines.length },
    });
  }
}
