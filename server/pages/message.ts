import { html } from 'hono/html';
import { layout, type Html } from './layout.ts';

/** A page that says something, and what can be done about it. */
export function messagePage(page: {
  title: string;
  text: string;
  link?: { address: string; text: string };
}): Html {
  return layout(
    page.title,
    html`<p>${page.text}</p>
      ${
        page.link
          ? html`<p><a href="${page.link.address}">${page.link.text}</a></p>`
          : ''
      }`,
  );
}
