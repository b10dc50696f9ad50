import { fileURLToPath } from 'node:url';
import { require as requireTypeScript } from 'tsx/cjs/api';
import { minify } from 'terser';
import { build, defineConfig } from 'vite';
import { extensions, classicEmberSupport, ember } from '@embroider/vite';
import { babel } from '@rollup/plugin-babel';

const load = (path) => requireTypeScript(path, import.meta.url);
const { readRootUrl } = load('./scripts/read-root-url.ts');
const { brand } = load('./config/brand.ts');
const { brandPlugin } = load('./config/brand-plugin.ts');
const { knownIdentityProviders, loadProvider } = load(
  './config/identity-providers.js',
);
const { emberPartsPlugin } = load('./config/ember-parts-plugin.ts');
const { earlyFormPlugins } = load('./config/early-form-plugin.ts');

/** In development the real server answers these, on the app's own origin. `npm start` says where it listens. */
const server = process.env.API_PROXY;
const proxied = ['/api', '/oauth', '/.well-known'];

/** In production what the first page needs is one file, however much of it the later chunks need, too. */
const firstScript = { name: 'first', tags: ['$initial'], priority: 2 };

/** What talks to the token server and to providers is fetched at the first key, beside the signed-in part: one file, too. */
const clients = {
  name: 'clients',
  test: /\/app\/auth\/(provider-client|session-renewals|token-client)\.ts$/,
  priority: 1,
};

/**
 * Ember's own, but for a few: a function that is copied to where it is called is shorter, and compresses worse; no function of an
 * object, and none that does without `this`, is ever called with `new` here; and nobody has put a method of their own in the place
 * of one of JavaScript's.
 */
const terserOptions = {
  module: true,
  compress: {
    passes: 3,
    inline: 1,
    ecma: 2022,
    unsafe_arrows: true,
    unsafe_proto: true,
    keep_fargs: false,
    keep_fnames: false,
    toplevel: true,
  },
};

/** What is made small a second time is some hundred bytes smaller: done for the script that everybody waits for. */
const firstScriptAgain = {
  name: 'first-script-again',
  apply: 'build',
  enforce: 'post',
  renderChunk: {
    order: 'post',
    handler: (code, { isEntry }) =>
      isEntry ? minify(code, terserOptions) : null,
  },
};

/** The files of a language have the same names as those of another: here its folder comes first. */
function chunkFileNames({ facadeModuleId }) {
  const language = /\/translations\/([\w-]+)\/[\w-]+\.ts$/.exec(facadeModuleId);
  return `assets/${language ? `${language[1]}-` : ''}[name]-[hash].js`;
}

export default defineConfig(({ mode }) => ({
  // Ember's `rootURL`, for the same environment as Ember's own build.
  base: readRootUrl(process.env.EMBER_ENV ?? mode),
  plugins: [
    classicEmberSupport(),
    ember(),
    emberPartsPlugin(),
    mode === 'production' && firstScriptAgain,
    earlyFormPlugins({
      root: fileURLToPath(new URL('.', import.meta.url)),
      load,
      build,
      terserOptions,
      providers: knownIdentityProviders().map((id) => ({
        ...loadProvider(id),
        id,
      })),
    }),
    brandPlugin(brand),
    babel({
      babelHelpers: 'runtime',
      extensions,
    }),
  ],
  build: {
    // All browsers that the app is built for know it themselves.
    modulePreload: { polyfill: false },
    ...(mode === 'production' && { minify: 'terser', terserOptions }),
    rolldownOptions: {
      output:
        mode === 'production'
          ? {
              chunkFileNames,
              codeSplitting: { groups: [firstScript, clients] },
            }
          : {},
    },
  },
  server: {
    host: 'localhost',
    port: 4200,
    // Made ready while the first page is on its way: whoever signs in right after `npm start` waits for no compiler.
    warmup: { clientFiles: ['./app/**/*.{ts,gts}'] },
    // The database writes all the time, and builds and reports are not the app.
    watch: { ignored: ['**/{.data,dist,dist-*,test-results}/**'] },
    proxy: server
      ? Object.fromEntries(proxied.map((path) => [path, { target: server }]))
      : {},
  },
}));
