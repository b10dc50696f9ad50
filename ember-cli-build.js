'use strict';

const EmberApp = require('ember-cli/lib/broccoli/ember-app');
const { compatBuild, V1Addon } = require('@embroider/compat');

/**
 * Of torii there is only what we import: what it adds to an app sets up a session of its own with parts that Ember does not
 * have any more, and its page for redirects needs an inline script.
 */
class Torii extends V1Addon {
  get packageMeta() {
    return { ...super.packageMeta, 'app-js': {}, 'public-assets': {} };
  }
}

module.exports = async function (defaults) {
  // With Ember's own checks, which production leaves out: what they find would break `npm start`.
  if (process.env.EMBER_ENV === 'test') process.env.NODE_ENV = 'development';

  const { setConfig } = await import('@warp-drive/core/build-config');
  const { buildOnce } = await import('@embroider/vite');

  const app = new EmberApp(defaults, {});

  setConfig(app, __dirname, {
    // 5.6 and up leave `store.query` and its kin out of ember-data.
    compatWith: '5.5',
  });

  return compatBuild(app, buildOnce, {
    compatAdapters: new Map([['torii', Torii]]),
  });
};
