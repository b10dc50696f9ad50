import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { brand } from '../../config/brand.ts';
import { CSRF_FIELD } from '../browser-sessions/csrf.ts';

/** HTML in which every value was escaped. Pages are made of nothing else, and of no script. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Where the stylesheet is, below the server's origin. */
export const STYLESHEET_PATH = '/oauth/pages.css';

/** A whole page, in the look of the app. */
export function layout(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} | ${brand.name}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${STYLESHEET_PATH}" />
      </head>
      <body>
        <main class="card">
          <p class="brand">
            <span class="brand-mark" aria-hidden="true"></span>
            ${brand.name}
          </p>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
}

/** The hidden fields of every form: proof that this server made it, and the request that it answers. */
export function hiddenFields(fields: {
  csrfToken: string;
  request: string;
}): Html {
  return html`<input
      type="hidden"
      name="${CSRF_FIELD}"
      value="${fields.csrfToken}"
    />
    <input type="hidden" name="request" value="${fields.request}" />`;
}
