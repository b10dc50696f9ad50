/**
 * To see what applies to a file: `npx eslint --print-config path/to/file.ts`
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import js from '@eslint/js';
import eslintConfigPrettier from 'eslint-config-prettier';
import ember from 'eslint-plugin-ember/recommended';
import n from 'eslint-plugin-n';
import qunit from 'eslint-plugin-qunit';
import WarpDrive from 'eslint-plugin-warp-drive/recommended';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

const tsconfigRootDir = dirname(fileURLToPath(import.meta.url));

/** The seam to the world: nothing else in the app touches these. */
const worldlyGlobals = [
  'location',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'navigator',
  'BroadcastChannel',
  'history',
].map((name) => ({ name, message: 'Ask services/browser.ts.' }));

const fetchGlobal = {
  name: 'fetch',
  message: 'Use services/api.ts: only app/auth knows where a token may go.',
};

const worldlyProperties = [
  { object: 'Date', property: 'now', message: 'Ask services/browser.ts.' },
  ...[
    'location',
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'navigator',
    'fetch',
  ].flatMap((property) =>
    ['window', 'globalThis', 'self'].map((object) => ({
      object,
      property,
      message: 'Ask services/browser.ts, or services/api.ts.',
    })),
  ),
];

/** Imports that a part of the tree must do without. */
function withoutImports(patterns) {
  return {
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
    },
  };
}

/** What plain TypeScript in `app/` does without. */
const emberAndItsParts = [
  '@ember/*',
  'ember-*',
  '@glimmer/*',
  '@embroider/*',
  '@warp-drive/*',
  '../services/*',
  '../components/*',
  '../authenticators/*',
];
const flows = {
  group: ['**/authenticators/*', '!**/authenticators/flow'],
  message: 'Only services/session.ts knows the list of flows.',
};
const signedInPart = {
  group: [
    '**/signed-in',
    '**/services/{api,current-user,idle-guard,session-keeper,store,todo-trash}',
    '**/data/*',
    '**/models/*',
    '**/adapters/*',
    '**/handlers/*',
    '**/serializers/*',
    '**/templates/authenticated*',
    '**/templates/authenticated/*',
    '@warp-drive/*',
    '@ember-data/*',
    'ember-data',
    'ember-data/*',
  ],
  allowTypeImports: true,
  message:
    'A part of the signed-in chunk: an import of it would bring it into the sign-in page.',
};
const simulatedServer = {
  group: ['**/mirage/**', 'miragejs', 'ember-mirage', 'ember-mirage/*'],
  message: 'The simulated server is no part of the app: app/boot.ts loads it.',
};
const fetchWithin = {
  group: ['**/auth/answers', './answers'],
  importNames: ['fetchWithin'],
  message:
    'Only the clients of token server and gateway, and the authorised fetches, call fetch.',
};

export default defineConfig([
  globalIgnores([
    'dist/',
    'tmp/',
    'coverage/',
    'test-results/',
    'playwright-report/',
    'server/database/migrations/',
    '!**/.*',
  ]),
  js.configs.recommended,
  eslintConfigPrettier,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // TypeScript, wherever it runs
  {
    files: ['**/*.{ts,gts}'],
    languageOptions: {
      // For all of it the one parser that knows .gts: the first file that is linted decides what the types of the others are.
      parser: ember.parser,
      parserOptions: { projectService: true, tsconfigRootDir },
    },
    extends: [...ts.configs.recommendedTypeChecked],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_$' },
      ],
    },
  },

  // The app, the simulated server, and their tests: what a browser runs
  {
    files: ['{app,bench,mirage,tests,types}/**/*.{ts,gts}'],
    ignores: ['tests/e2e/**'],
    languageOptions: { globals: { ...globals.browser } },
    extends: [ember.configs.base, ember.configs.gts, ...WarpDrive],
    rules: {
      // Adapters are what the teams have whom this app is for; and the rule takes any `reload()` for a record's.
      'warp-drive/no-legacy-request-patterns': 'off',
    },
  },
  {
    // They stand in for the network, or look at it.
    files: ['{mirage,tests}/**/*.{ts,gts}'],
    rules: { 'warp-drive/no-external-request-patterns': 'off' },
  },

  // The rules of the tree (docs/architecture.md)
  {
    files: ['app/**/*.{ts,gts}'],
    rules: {
      'no-restricted-globals': ['error', fetchGlobal, ...worldlyGlobals],
      'no-restricted-properties': ['error', ...worldlyProperties],
    },
    extends: [
      withoutImports([flows, signedInPart, simulatedServer, fetchWithin]),
    ],
  },
  {
    files: [
      'app/services/browser.ts',
      'app/browser/*.ts',
      'app/early-form/*.ts',
    ],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
    },
  },
  {
    files: ['app/auth/answers.ts'],
    rules: {
      'no-restricted-globals': ['error', ...worldlyGlobals],
      'warp-drive/no-external-request-patterns': 'off',
    },
  },
  {
    files: ['app/auth/**/*.ts'],
    extends: [
      withoutImports([
        {
          group: emberAndItsParts,
          message: 'app/auth is plain TypeScript, without Ember.',
        },
        fetchWithin,
      ]),
    ],
  },
  {
    files: [
      'app/auth/oauth-requests.ts',
      'app/auth/token-client.ts',
      'app/auth/authorized-fetch.ts',
      'app/auth/gateway-client.ts',
      'app/auth/gateway-fetch.ts',
    ],
    extends: [
      withoutImports([
        {
          group: ['@ember/*', 'ember-*', '@glimmer/*', '../services/*'],
          message: 'app/auth is plain TypeScript, without Ember.',
        },
      ]),
    ],
  },
  {
    files: ['app/early-form/*.ts'],
    extends: [
      withoutImports([
        {
          group: emberAndItsParts,
          allowTypeImports: true,
          message: 'app/early-form is there before the app, and small.',
        },
      ]),
    ],
  },
  {
    files: ['app/identity-providers/*.ts'],
    extends: [
      withoutImports([
        {
          group: ['*', './*', '../*'],
          allowTypeImports: true,
          message: 'A provider is data: it imports types only.',
        },
      ]),
    ],
  },
  {
    files: ['app/authenticators/*.ts', 'app/services/session.ts'],
    extends: [withoutImports([signedInPart, simulatedServer, fetchWithin])],
  },
  {
    // The signed-in part itself, and the one who loads it
    files: [
      'app/signed-in.ts',
      'app/load-signed-in-part.ts',
      'app/services/{store,todo-trash}.ts',
      'app/translations/signed-in.ts',
      'app/{data,models,adapters,handlers,serializers}/**/*.ts',
      'app/templates/authenticated.gts',
      'app/templates/authenticated/**/*.gts',
      'app/components/{list,profile,session,todos,users}/**/*.gts',
    ],
    extends: [withoutImports([flows, simulatedServer, fetchWithin])],
  },
  {
    files: ['app/boot.ts'],
    extends: [withoutImports([flows, signedInPart, fetchWithin])],
  },

  // Tests in the browser
  {
    ...qunit.configs.recommended,
    files: ['tests/**/*-test.{ts,gts}'],
    plugins: { qunit },
  },

  // What Node runs
  {
    files: ['{server,scripts}/**/*.ts', 'tests/e2e/**/*.ts', '*.ts'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    // node:test waits for what it was given.
    files: ['{server,scripts}/tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['describe', 'test'],
            },
          ],
        },
      ],
    },
  },
  {
    ...n.configs['flat/recommended-script'],
    files: ['**/*.cjs', 'config/**/*.js', 'ember-cli-build.js'],
    plugins: { n },
    languageOptions: {
      sourceType: 'script',
      ecmaVersion: 'latest',
      globals: { ...globals.node },
    },
  },
  {
    ...n.configs['flat/recommended-module'],
    files: ['**/*.mjs'],
    plugins: { n },
    languageOptions: {
      sourceType: 'module',
      ecmaVersion: 'latest',
      globals: { ...globals.node },
    },
  },
]);
