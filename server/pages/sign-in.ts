import { html } from 'hono/html';
import { hiddenFields, layout, type Html } from './layout.ts';

/** The sign-in page. Its labels are those of the app's own. */
export function signInPage(page: {
  clientName: string;
  csrfToken: string;
  request: string;
  email: string;
  error: string | undefined;
}): Html {
  const isWrong =
    page.error === undefined
      ? undefined
      : html`aria-invalid="true" aria-describedby="error"`;
  return layout(
    'Sign in',
    html`<p class="quiet">to continue to <strong>${page.clientName}</strong></p>
      ${
        page.error === undefined
          ? ''
          : html`<p class="notice notice-error" id="error" role="alert">
              ${page.error}
            </p>`
      }
      <form class="form" method="post" action="/oauth/sign-in">
        ${hiddenFields(page)}
        <div class="field">
          <label for="email">Email</label>
          <input
            id="email"
            name="username"
            type="email"
            value="${page.email}"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            required
            ${page.email === '' ? 'autofocus' : ''}
            ${isWrong}
          />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            ${page.email === '' ? '' : 'autofocus'}
            ${isWrong}
          />
        </div>
        <button class="button button-primary" type="submit">Sign in</button>
      </form>`,
  );
}
