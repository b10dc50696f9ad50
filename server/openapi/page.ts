import { html } from 'hono/html';
import { layout, type Html } from '../pages/layout.ts';
import {
  METHODS,
  type Content,
  type Description,
  type Method,
  type Operation,
} from './types.ts';

interface Entry {
  method: Method;
  path: string;
  operation: Operation;
}

/** The description as a page: a list of all requests, then each by itself. */
export function descriptionPage(description: Description): Html {
  const entries = entriesOf(description);
  const parts = description.tags.map((tag) => ({
    ...tag,
    entries: entries.filter(({ operation }) =>
      operation.tags.some((name) => name === tag.name),
    ),
  }));
  return layout(
    `The API of ${description.info.title} ${description.info.version}`,
    html`<div class="reference">
      ${paragraphs(description.info.description)}
      <p>For programs: <a href="/api/openapi.json">openapi.json</a></p>
      <nav aria-label="Contents">
        <ul>
          ${parts.map(
            ({ name }) => html`<li><a href="#${name}">${name}</a></li>`,
          )}
        </ul>
      </nav>
      ${parts.map(
        (part) =>
          html`<section id="${part.name}">
            <h2>${part.name}</h2>
            <p>${prose(part.description)}</p>
            ${part.entries.map(entrySection)}
          </section>`,
      )}
      <section id="shapes">
        <h2>Shapes</h2>
        ${Object.entries(description.components.schemas).map(
          ([name, schema]) =>
            html`<details id="shape-${name}">
              <summary>${name}</summary>
              ${code(schema)}
            </details>`,
        )}
      </section>
    </div>`,
  );
}

function entriesOf({ paths }: Description): Entry[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}

function entrySection({ method, operation, path }: Entry): Html {
  return html`<section id="${operation.operationId}">
    <h3>
      <code>${method.toUpperCase()} ${path}</code>
    </h3>
    <p>${operation.summary}. ${securityOf(operation)}</p>
    ${operation.description ? paragraphs(operation.description) : ''}
    ${parameters(operation)} ${body(operation)} ${answers(operation)}
  </section>`;
}

function securityOf({ security = [] }: Operation): string {
  const scopes = security.flatMap((way) => way['accessToken'] ?? []);
  if (scopes.length > 0) return `Needs an access token: ${scopes.join(' ')}.`;
  return security.length > 0 ? 'Needs a client.' : 'Needs no token.';
}

function parameters({ parameters: list = [] }: Operation): Html | string {
  if (list.length === 0) return '';
  return html`<dl>
    ${list.map(
      ({ description, in: place, name, required }) =>
        html`<dt>
            <code>${name}</code> ${place}${required ? ', required' : ''}
          </dt>
          <dd>${prose(description)}</dd>`,
    )}
  </dl>`;
}

function body({ requestBody }: Operation): Html | string {
  if (!requestBody) return '';
  return html`<details>
    <summary>What is sent</summary>
    ${contents(requestBody.content)}
  </details>`;
}

function answers({ responses }: Operation): Html {
  return html`<details>
    <summary>What is answered: ${Object.keys(responses).join(', ')}</summary>
    <dl>
      ${Object.entries(responses).map(
        ([status, { content = {}, description }]) =>
          html`<dt><code>${status}</code></dt>
            <dd>
              ${prose(description)}
              ${Number(status) < 300 ? contents(content) : ''}
            </dd>`,
      )}
    </dl>
  </details>`;
}

function contents(content: Content): Html[] {
  return Object.entries(content).map(
    ([type, { schema }]) =>
      html`<p><code>${type}</code></p>
        ${code(schema)}`,
  );
}

/** A shape within a shape is named, and stands further down. */
function code(value: unknown): Html {
  const text = JSON.stringify(value, null, 2).replaceAll(
    '#/components/schemas/',
    '',
  );
  return html`<pre tabindex="0">${text}</pre>`;
}

function paragraphs(text: string): Html[] {
  return text
    .split('\n\n')
    .map((paragraph) => html`<p>${prose(paragraph)}</p>`);
}

/** OpenAPI's texts are CommonMark, of which ours use code spans alone: every second part is one. */
function prose(text: string | undefined) {
  return (text ?? '')
    .split('`')
    .map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));
}
