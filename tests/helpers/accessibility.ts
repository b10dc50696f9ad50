import {
  setRunOptions,
  setupGlobalA11yHooks,
} from 'ember-a11y-testing/test-support';

let isOn = true;

/** axe looks at each page that an acceptance test visits, and again after each click (WCAG 2.2 AA). */
export function setupAccessibilityChecks(): void {
  setRunOptions({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  });
  setupGlobalA11yHooks(() => isOn);
}

/** For a test that visits the same page over and over. */
export function withoutAccessibilityChecks(hooks: NestedHooks): void {
  hooks.beforeEach(() => {
    isOn = false;
  });
  hooks.afterEach(() => {
    isOn = true;
  });
}
