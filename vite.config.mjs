import { require as requireTypeScript } from 'tsx/cjs/api';
import { defineConfig } from 'vite';
import { extensions, classicEmberSupport, ember } from '@embroider/vite';
import { babel } from '@rollup/plugin-babel';

const { readRootUrl } = requireTypeScript(
  './scripts/read-root-url.ts',
  import.meta.url,
);

/** In development the real server answers these, on the app's own origin. `npm start` says where it listens. */
const server = process.env.API_PROXY;
const proxied = ['/api', '/oauth', '/.well-known'];

/** In production what the first page needs is one file, however much of it the later chunks need, too. */
const firstScript = { name: 'first', tags: ['$initial'] };

/**
 * Ember's own, but for two: a function that is copied to where it is called is shorter, and compresses worse; and no function
 * expression that does without `this` is ever called with `new` here.
 */
const terserOptions = {
  module: true,
  compress: {
    passes: 3,
    inline: 1,
    ecma: 2022,
    unsafe_arrows: true,
    keep_fargs: false,
    keep_fnames: false,
    toplevel: true,
  },
};

/**
 * Ember's builders of pages that a server has rendered. This app never is: they are 2 KB of the first script. Ember looks them up
 * by the mode in which it is booted, so without them `boot({ _renderMode })` throws.
 */
const withoutServerRendering = {
  name: 'without-server-rendering',
  apply: 'build',
  transform: {
    filter: {
      id: /\/ember-source\/dist\/prod\/.*\/(rehydrate|serialize)-builder/,
    },
    handler(code) {
      const [, list] = /\bexport \{([^}]*)\};?\s*$/.exec(code);
      const names = list.split(',').map((name) => name.split(' as ').pop());
      return names.map((name) => `export const ${name} = undefined;`).join('');
    },
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
    withoutServerRendering,
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
          ? { chunkFileNames, codeSplitting: { groups: [firstScript] } }
          : {},
    },
  },
  server: {
    host: 'localhost',
    port: 4200,
    proxy: server
      ? Object.fromEntries(proxied.map((path) => [path, { target: server }]))
      : {},
  },
}));
