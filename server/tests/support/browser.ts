import type { TestServer } from './server.ts';

/** What the server answered, read to its end. */
export interface Page {
  status: number;
  headers: Headers;
  html: string;
  /** Where a redirect goes. */
  location: string | undefined;
}

/** A browser without JavaScript: it keeps cookies, sends forms, and follows redirects when it is told to. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #server: TestServer;

  constructor(server: TestServer) {
    this.#server = server;
  }

  /** @param address a path, or an address of the server */
  async get(address: string): Promise<Page> {
    return this.#send(address, { method: 'GET' });
  }

  /** Posts a form as it is. */
  async post(
    path: string,
    form: Readonly<Record<string, string>>,
  ): Promise<Page> {
    return this.#send(path, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
  }

  /** Fills in the one form of a page, and sends it. */
  async submit(
    page: Page,
    values: Readonly<Record<string, string>>,
  ): Promise<Page> {
    const [, action] = /<form[^>]* action="([^"]*)"/.exec(page.html) ?? [];
    if (action === undefined) throw new Error(`no form in ${page.html}`);
    return this.post(action, { ...hiddenFields(page), ...values });
  }

  async #send(address: string, init: RequestInit): Promise<Page> {
    const url = new URL(address, this.#server.origin);
    const cookie = [...this.cookies]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
    });
    for (const header of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (name !== undefined && value !== undefined) {
        this.cookies.set(name, value);
      }
    }
    return {
      status: response.status,
      headers: response.headers,
      html: await response.text(),
      location: response.headers.get('location') ?? undefined,
    };
  }
}

/** Names and values of the hidden fields of a page. */
export function hiddenFields({ html }: Page): Record<string, string> {
  const tags = html.match(/<input\s[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(
    tags.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]),
  );
}

function attribute(tag: string, name: string): string {
  const [, value] = new RegExp(`\\b${name}="([^"]*)"`).exec(tag) ?? [];
  if (value === undefined) throw new Error(`no ${name} in ${tag}`);
  return unescapeHtml(value);
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
