'use strict';

const EmberApp = require('ember-cli/lib/broccoli/ember-app');
const { compatBuild } = require('@embroider/compat');

module.exports = async function (defaults) {
  const { setConfig } = await import('@warp-drive/core/build-config');
  const { buildOnce } = await import('@embroider/vite');

  const app = new EmberApp(defaults, {});

  setConfig(app, __dirname, {
    // 5.6 and up leave `store.query` and its kin out of ember-data.
    compatWith: '5.5',
  });

  return compatBuild(app, buildOnce);
};
