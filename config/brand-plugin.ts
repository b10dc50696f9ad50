import type { Plugin } from 'vite';
import type { Brand } from './brand';
import { toIcon, toStyle } from './brand-style';
import { escapeHtml } from './escape-html';

/** What the app's own code must know of the brand: its name. */
const MODULE = 'virtual:brand';
const STYLE = 'virtual:brand.css';
const ICON = 'favicon.svg';

/** Brings the brand into the build: its name into the page, its colours and logo into the styles, its icon beside the page. */
export function brandPlugin(brand: Brand): Plugin {
  const modules: Readonly<Record<string, string>> = {
    [MODULE]: `export const brandName = ${JSON.stringify(brand.name)};`,
    [STYLE]: toStyle(brand),
  };
  let base = '/';
  return {
    name: 'brand',
    configResolved: (config) => {
      ({ base } = config);
    },
    resolveId: (id) => (id in modules ? id : undefined),
    load: (id) => modules[id],
    transformIndexHtml: (html) =>
      html.replaceAll('%BRAND_NAME%', escapeHtml(brand.name)),
    configureServer: ({ middlewares }) => {
      middlewares.use(`${base}${ICON}`, (_, response) => {
        response.setHeader('Content-Type', 'image/svg+xml');
        response.end(toIcon(brand));
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: ICON, source: toIcon(brand) });
    },
  };
}
