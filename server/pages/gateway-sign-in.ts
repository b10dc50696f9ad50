import { html } from 'hono/html';
import { layout, type Html } from './layout.ts';

/** The page with the one way in, for whoever comes to the gateway. */
export function gatewaySignInPage(page: {
  /** The provider, as users know it. */
  provider: string;
  /** Where the sign-in begins. */
  address: string;
}): Html {
  // A link: browsers hold what a form leads to against the policy of its page, at each of the provider's redirects.
  return layout(
    'Sign in',
    html`<p>
      <a class="button button-primary" href="${page.address}"
        >Continue with ${page.provider}</a
      >
    </p>`,
  );
}
