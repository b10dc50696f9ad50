'use strict';

const { findBrowser } = require('./scripts/find-browser.cjs');

/** testem's name for any browser of Chrome's family; which one it is, `scripts/find-browser.cjs` decides. */
const BROWSER = 'Chrome';

module.exports = {
  test_page: 'tests/index.html?hidepassed',
  disable_watching: true,
  launch_in_ci: [BROWSER],
  launch_in_dev: [BROWSER],
  browser_start_timeout: 120,
  browser_paths: { [BROWSER]: findBrowser() },
  browser_args: {
    [BROWSER]: {
      ci: [
        ...require('./scripts/browser-flags.cjs'),
        '--remote-debugging-port=0',
        '--window-size=1440,900',
      ],
    },
  },
};
