'use strict';

const { require: requireTypeScript } = require('tsx/cjs/api');

const {
  knownIdentityProviders,
  loadProvider,
} = require('./identity-providers');
const { readRootUrl } = requireTypeScript(
  '../scripts/read-root-url.ts',
  __filename,
);
const { pickSettings, understandSettings } = requireTypeScript(
  './settings.ts',
  __filename,
);
const { simulatedSettings } = requireTypeScript(
  './simulated-settings.ts',
  __filename,
);

/** The settings of this build, refused here if they can't work (the origin is not known yet: any will do). */
function readSettings(ids, rootURL) {
  const settings = pickSettings(process.env, ids);
  const providers = ids.map((id) => ({ ...loadProvider(id), id }));
  understandSettings(settings, providers, `https://app.invalid${rootURL}`);
  return settings;
}

module.exports = function (environment) {
  const simulateServer =
    environment !== 'production' && process.env.SIMULATE_SERVER === 'true';
  const providers = knownIdentityProviders();
  const rootURL = readRootUrl(environment);

  // The simulated server, and the tests, know nothing of the servers that an `.env` names.
  function settings() {
    if (environment === 'test') return pickSettings({});
    return simulateServer
      ? pickSettings(
          simulatedSettings(process.env.APP_ORIGIN ?? '', rootURL),
          providers,
        )
      : readSettings(providers, rootURL);
  }

  const ENV = {
    modulePrefix: 'latchkey',
    environment,
    // The same as Vite's `base`. Who serves the built app reads it here, too.
    rootURL,
    locationType: 'history',
    EmberENV: {
      EXTEND_PROTOTYPES: false,
      FEATURES: {},
    },

    // Filled again by the server, or by a deploy step, from its own environment: one build serves all.
    settings: settings(),

    // Whose settings the server may fill in, and which of their servers the browser talks to.
    providers: providers.map((id) => {
      const { authorizationEndpoint, issuer, redemption } = loadProvider(id);
      return { id, authorizationEndpoint, issuer, redemption };
    }),

    // `npm run start:mirage`: the app alone, on the simulated server. Never in production.
    simulateServer,

    // torii's build hook warns where there is none; what it is set to comes from the identity providers.
    torii: {},

    APP: {},
  };

  if (environment === 'test') {
    ENV.locationType = 'none';

    ENV.APP.LOG_ACTIVE_GENERATION = false;
    ENV.APP.LOG_VIEW_LOOKUPS = false;

    ENV.APP.rootElement = '#ember-testing';
    ENV.APP.autoboot = false;
  }

  return ENV;
};
