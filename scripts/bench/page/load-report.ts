import { columns } from './columns.ts';
import type { LoadFigures } from './measure-load.ts';
import { median } from './median.ts';

const ROWS: readonly {
  name: string;
  figure: keyof LoadFigures;
  digits: number;
}[] = [
  { name: 'first contentful paint, ms', figure: 'firstPaint', digits: 0 },
  { name: 'form usable, ms', figure: 'usable', digits: 0 },
  { name: 'the app itself there, ms', figure: 'app', digits: 0 },
  { name: 'JavaScript until then, bytes', figure: 'scriptBytes', digits: 0 },
  { name: 'requests until then', figure: 'requests', digits: 0 },
  { name: 'shift of the layout (CLS)', figure: 'shift', digits: 4 },
];

/** Each figure's median over all rounds. */
export function mediansOf(rounds: readonly LoadFigures[]): LoadFigures {
  const of = (figure: keyof LoadFigures) =>
    median(rounds.map((round) => round[figure]));
  return {
    firstPaint: of('firstPaint'),
    usable: of('usable'),
    app: of('app'),
    scriptBytes: of('scriptBytes'),
    requests: of('requests'),
    shift: of('shift'),
  };
}

/** Medians, least and greatest of both apps beside each other. */
export function loadReport(
  ours: readonly LoadFigures[],
  bare: readonly LoadFigures[],
): string {
  const head = ['', 'bare', '(all rounds)', 'ours', '(all rounds)', 'ratio'];
  const lines = ROWS.map(({ digits, figure, name }) => {
    const [mine, theirs] = [ours, bare].map((rounds) =>
      rounds.map((round) => round[figure]),
    ) as [number[], number[]];
    const ratio = median(mine) / median(theirs);
    return [
      name,
      median(theirs).toFixed(digits),
      rangeOf(theirs, digits),
      median(mine).toFixed(digits),
      rangeOf(mine, digits),
      Number.isFinite(ratio) ? ratio.toFixed(3) : '-',
    ];
  });
  return columns([head, ...lines]);
}

function rangeOf(values: readonly number[], digits: number): string {
  return `(${Math.min(...values).toFixed(digits)}-${Math.max(...values).toFixed(digits)})`;
}
