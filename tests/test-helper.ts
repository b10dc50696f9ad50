import Application from 'latchkey/app';
import config from 'latchkey/config/environment';
import * as QUnit from 'qunit';
import { setApplication } from '@ember/test-helpers';
import { setup } from 'qunit-dom';
import { setRunOptions, setupGlobalA11yHooks } from 'ember-a11y-testing/test-support';
import { start as qunitStart, setupEmberOnerrorValidation } from 'ember-qunit';

export function start() {
  setApplication(Application.create(config.APP));

  setup(QUnit.assert);
  setupEmberOnerrorValidation();
  setupAccessibilityChecks();

  qunitStart();
}

/** axe looks at each page that an acceptance test visits, and after each click (WCAG 2.2 AA). */
function setupAccessibilityChecks() {
  setRunOptions({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {
      // The test page around the app has no language of its own to judge.
      region: { enabled: true },
    },
  });
  setupGlobalA11yHooks(() => true);
}
