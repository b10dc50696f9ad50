'use strict';

const { readdirSync } = require('node:fs');
const path = require('node:path');
const { require: requireTypeScript } = require('tsx/cjs/api');

const folder = path.join(__dirname, '../app/identity-providers');

/** The ids of the identity providers: the names of their files. */
function knownIdentityProviders() {
  return readdirSync(folder)
    .map((file) => path.basename(file, '.ts'))
    .filter((id) => id !== 'index' && id !== 'types');
}

/** A provider's file is data: it can be read outside of the app too. */
function loadProvider(id) {
  return requireTypeScript(path.join(folder, `${id}.ts`), __filename).default;
}

module.exports = { knownIdentityProviders, loadProvider };
