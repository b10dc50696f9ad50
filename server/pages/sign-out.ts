import { html } from 'hono/html';
import { hiddenFields, layout, type Html } from './layout.ts';

/** The page that asks before it signs out, because the question may have come from anywhere. */
export function signOutPage(page: {
  userEmail: string;
  /** Where the form goes. */
  action: string;
  csrfToken: string;
  request: string;
}): Html {
  return layout(
    'Sign out?',
    html`<p class="quiet">
        You are signed in as <strong>${page.userEmail}</strong>.
      </p>
      <form class="form" method="post" action="${page.action}">
        ${hiddenFields(page)}
        <button class="button button-primary" type="submit">Sign out</button>
      </form>`,
  );
}
