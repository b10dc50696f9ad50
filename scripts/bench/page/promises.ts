import { MAX_SCRIPT_BYTES } from '../../size-budget.ts';
import type { LoadFigures } from './measure-load.ts';

/** Of the time at which the bare app shows its form. */
export const MAX_USABLE_RATIO = 1.15;

/** A figure beside what was promised of it. */
export interface Promised {
  what: string;
  measured: string;
  promise: string;
  isKept: boolean;
}

/** @param ours and @param bare are medians */
export function checkPromises(
  ours: LoadFigures,
  bare: LoadFigures,
): Promised[] {
  const ratio = ours.usable / bare.firstPaint;
  return [
    {
      what: 'JavaScript until the form is usable',
      measured: `${ours.scriptBytes} bytes`,
      promise: `at most ${MAX_SCRIPT_BYTES} bytes`,
      // Nothing at all was not measured.
      isKept: ours.scriptBytes > 0 && ours.scriptBytes <= MAX_SCRIPT_BYTES,
    },
    {
      what: "form usable, beside the bare app's first paint",
      measured: `${ratio.toFixed(3)} times`,
      promise: `at most ${MAX_USABLE_RATIO} times`,
      isKept: ratio <= MAX_USABLE_RATIO,
    },
    {
      what: 'shift of the layout (CLS)',
      measured: ours.shift.toFixed(4),
      promise: '0',
      isKept: ours.shift === 0,
    },
  ];
}

/** One line. */
export function describePromised(promised: Promised): string {
  const { isKept, measured, promise, what } = promised;
  return `${isKept ? '✓' : '✗'} ${what}: ${measured} (promised: ${promise})`;
}
