/** What came of one kind of request. Times are in milliseconds. */
export interface LoadRow {
  /** Which server, on which database. */
  server: string;
  /** What was asked. */
  request: string;
  perSecond: number;
  p50: number;
  p99: number;
  /** Answers that were not 2xx, and requests without one. */
  failed: number;
}

const HEAD = ['server', 'request', 'req/s', 'p50 ms', 'p99 ms', 'failed'];

/** How many columns are texts; the rest are numbers, and end at their right. */
const TEXTS = 2;

/** For people, in a window of fixed width. */
export function loadTable(rows: readonly LoadRow[]): string {
  const lines = [HEAD, ...rows.map(toCells)];
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]!.length)),
  );
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          column < TEXTS
            ? cell.padEnd(widths[column]!)
            : cell.padStart(widths[column]!),
        )
        .join('  '),
    )
    .join('\n');
}

function toCells(row: LoadRow): string[] {
  return [
    row.server,
    row.request,
    row.perSecond.toFixed(0),
    row.p50.toFixed(1),
    row.p99.toFixed(1),
    String(row.failed),
  ];
}
