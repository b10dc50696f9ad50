import { defineConfig } from 'vite';
import { ember, extensions } from '@embroider/vite';
import { babel } from '@rollup/plugin-babel';

/** As small as it can be: without `classicEmberSupport`, which brings Ember CLI's build. */
export default defineConfig({
  plugins: [ember(), babel({ babelHelpers: 'runtime', extensions })],
});
