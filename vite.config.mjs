import { defineConfig } from 'vite';
import { extensions, classicEmberSupport, ember } from '@embroider/vite';
import { babel } from '@rollup/plugin-babel';

/** In development the real server answers these, on the app's own origin. `npm start` says where it listens. */
const server = process.env.API_PROXY;
const proxied = ['/api', '/oauth', '/.well-known'];

export default defineConfig({
  plugins: [
    classicEmberSupport(),
    ember(),
    babel({
      babelHelpers: 'runtime',
      extensions,
    }),
  ],
  server: {
    host: 'localhost',
    port: 4200,
    proxy: server
      ? Object.fromEntries(proxied.map((path) => [path, { target: server }]))
      : {},
  },
});
