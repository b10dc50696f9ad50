import type { Plugin } from 'vite';
import type { Brand } from './brand';
import { toIcon, toStyle } from './brand-style';

const STYLE = 'virtual:brand.css';
const ICON = 'favicon.svg';

/** Brings the brand into the build: its name into the page, its colours and logo into the styles, its icon beside the page. */
export function brandPlugin(brand: Brand): Plugin {
  let base = '/';
  return {
    name: 'brand',
    configResolved: (config) => {
      ({ base } = config);
    },
    resolveId: (id) => (id === STYLE ? id : undefined),
    load: (id) => (id === STYLE ? toStyle(brand) : undefined),
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

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
