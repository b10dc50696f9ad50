import { html } from 'hono/html';
import { hiddenFields, layout, type Html } from './layout.ts';

/** What a scope lets a client do, in words. */
const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  openid: 'Know who you are, by a number that is yours here',
  email: 'See your e-mail address',
  profile: 'See your name, and your account as you see it',
  users: 'See the directory of users',
  todos: 'See and change your to-dos',
};

/** The page that asks whether a client may have what it asks for. */
export function consentPage(page: {
  clientName: string;
  /** Where the answer goes, so that the user can tell one app from another of the same name. */
  clientOrigin: string;
  userEmail: string;
  scope: readonly string[];
  csrfToken: string;
  request: string;
}): Html {
  return layout(
    `Allow ${page.clientName}?`,
    html`<p class="quiet">
        Signed in as <strong>${page.userEmail}</strong>. The app at
        <strong>${page.clientOrigin}</strong> asks to:
      </p>
      <ul class="scopes">
        ${page.scope.map(
          (scope) =>
            html`<li>${SCOPE_TEXTS[scope] ?? scope} <code>${scope}</code></li>`,
        )}
      </ul>
      <form class="actions" method="post" action="/oauth/consent">
        ${hiddenFields(page)}
        <button
          class="button button-primary"
          type="submit"
          name="decision"
          value="allow"
        >
          Allow
        </button>
        <button class="button" type="submit" name="decision" value="cancel">
          Cancel
        </button>
      </form>`,
  );
}
