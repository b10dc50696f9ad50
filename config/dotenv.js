'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

/**
 * Where ember-cli-dotenv reads settings from: the file of the environment first, `.env` for what it leaves open. What
 * the process's environment already holds wins over both. Nothing goes to the browser from here (`clientAllowedKeys`):
 * `config/environment.js` picks what may.
 */
module.exports = function (environment, root = path.join(__dirname, '..')) {
  process.env.DOTENV_CONFIG_QUIET ??= 'true';

  const files = [`.env.${environment}`, '.env']
    .map((file) => path.join(root, file))
    .filter((file) => existsSync(file));
  return {
    enabled: files.length > 0,
    path: files,
    clientAllowedKeys: [],
    fastbootAllowedKeys: [],
    failOnMissingKey: false,
  };
};
