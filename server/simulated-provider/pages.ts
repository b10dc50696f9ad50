import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { SimulatedPerson } from './people.ts';
import { SCENARIO_IDS, SCENARIOS, type Scenario } from './scenarios.ts';

/** The stylesheet, below the provider's origin. */
export const STYLESHEET_PATH = '/pages.css';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a person does; the rest is for those who test. */
const DECISIONS: readonly Scenario[] = ['approve', 'cancel'];

/** Asks who somebody is and what is to happen. Every value is escaped, nothing on the page is a script. */
export function consentPage(page: {
  name: string;
  clientId: string;
  redirectUri: string;
  people: Readonly<Record<string, SimulatedPerson>>;
}): Html {
  return layout(
    `Sign in with ${page.name}`,
    html`<p class="notice">
        This is a simulated provider, for development. Nobody is asked for a
        password.
      </p>
      <p class="quiet">
        <strong>${page.clientId}</strong> at
        <strong>${new URL(page.redirectUri).origin}</strong> would like to know
        who you are.
      </p>
      <form class="form" method="post">
        <div class="field">
          <label for="person">Continue as</label>
          <select id="person" name="person">
            ${Object.entries(page.people).map(
              ([id, person]) =>
                html`<option value="${id}">
                  ${person.givenName} ${person.familyName}
                  (${person.email ?? 'no e-mail address'})
                </option>`,
            )}
          </select>
        </div>
        ${DECISIONS.map(button)}
        <details>
          <summary>Let something go wrong</summary>
          <div class="form">
            ${SCENARIO_IDS.filter((id) => !DECISIONS.includes(id)).map(button)}
          </div>
        </details>
      </form>`,
  );
}

/** Says why nobody is sent anywhere. */
export function refusalPage(reason: string): Html {
  return layout(
    'This cannot go on',
    html`<p class="notice notice-error" role="alert">${reason}</p>`,
  );
}

function button(scenario: Scenario): Html {
  const look = scenario === 'approve' ? 'button button-primary' : 'button';
  return html`<button class="${look}" name="scenario" value="${scenario}">
    ${SCENARIOS[scenario]}
  </button>`;
}

function layout(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${STYLESHEET_PATH}" />
      </head>
      <body>
        <main class="sign-in">
          <div class="card">
            <h1>${title}</h1>
            ${content}
          </div>
        </main>
      </body>
    </html>`;
}
