/**
 * What runs in the page and notes the moments there, in milliseconds since the navigation. Each function is sent to the browser
 * as a text of its own: it uses nothing from outside itself, and no functions with names, which tsx would wrap.
 */

/** What was noted of a page that loads. */
export interface LoadMoments {
  /** First contentful paint. */
  firstPaint: number;
  /** When the field had been painted, and a character was put into it. */
  touched: number;
  /** When it had taken that character. */
  usable: number;
  /** When the app's own page had been painted: ours shows its form before the app is there. */
  app: number;
  /** All shifts of the layout, added up: never less than CLS, which is the worst few seconds of them. */
  shift: number;
}

/** What was noted of a sign-in. */
export interface SignInMoments {
  /** The first character in the form. */
  began: number;
  /** The press on the button. */
  clicked: number;
  /** When the rows had been painted. */
  shown: number;
}

declare global {
  interface Window {
    loadMoments: LoadMoments;
    isPainted: Promise<void>;
    isUsable: Promise<void>;
    isThere: Promise<void>;
    signInMoments: Promise<SignInMoments>;
  }
}

/** What the moments are of. */
export interface LoadSelectors {
  /** The form's first field. */
  field: string;
  /** What only the app itself shows. */
  app: string;
}

/** Is there before anything of the page. The field counts when it is painted and the processor is free enough for a character. */
export function noteLoad({ app, field }: LoadSelectors): void {
  const moments: LoadMoments = {
    firstPaint: NaN,
    touched: NaN,
    usable: NaN,
    app: NaN,
    shift: 0,
  };
  window.loadMoments = moments;
  window.isPainted = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint');
      if (!entry) return;
      moments.firstPaint = entry.startTime;
      resolve();
    }).observe({ type: 'paint', buffered: true });
  });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as (PerformanceEntry & {
      value: number;
    })[]) {
      moments.shift += shift.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });

  window.isThere = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(app)) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => {
          moments.app = performance.now();
          resolve();
        }),
      );
    }).observe(document, { childList: true, subtree: true });
  });

  window.isUsable = new Promise((resolve, reject) => {
    new MutationObserver((_, observer) => {
      const input = document.querySelector<HTMLInputElement>(field);
      if (!input || input.disabled || input.readOnly) return;
      observer.disconnect();
      // In a task after the frame that shows it.
      requestAnimationFrame(() =>
        setTimeout(() => {
          moments.touched = performance.now();
          input.focus();
          document.execCommand('insertText', false, 'a');
          if (!input.isConnected || input.value !== 'a') {
            reject(new Error(`${field} takes no text.`));
            return;
          }
          moments.usable = performance.now();
          resolve();
        }),
      );
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
}

/** From now on. Ends when there are so many elements, and they are painted. */
export function noteSignIn({
  count,
  rows,
}: {
  rows: string;
  count: number;
}): void {
  let began = NaN;
  let clicked = NaN;
  document.addEventListener(
    'input',
    ({ timeStamp }) => {
      began = timeStamp;
    },
    { capture: true, once: true },
  );
  document.addEventListener(
    'click',
    ({ timeStamp }) => {
      clicked = timeStamp;
    },
    { capture: true, once: true },
  );
  window.signInMoments = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll(rows).length < count) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => resolve({ began, clicked, shown: performance.now() })),
      );
    }).observe(document, { childList: true, subtree: true });
  });
}
