/** What must not be found anywhere. */
export const SECRET_KINDS = [
  'access token',
  'refresh token',
  'password',
  'authorization code',
  'code verifier',
  'client secret',
  'cookie',
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

export interface Secret {
  kind: SecretKind;
  value: string;
}

/** A secret, and what stands around it where it was found. */
export interface Finding {
  kind: SecretKind;
  /** The text around, without any secret. */
  around: string;
}

/** What is shorter is a word that may stand anywhere: some tests type `wrong` for a password. */
const SHORTEST = 8;

/** How many characters are shown on each side of what was found. */
const AROUND = 40;

interface Form extends Secret {
  /** The secret as it would stand there. */
  text: string;
}

/** The secrets that are in play, and where they are found: as they are, and in the encodings of URLs, JSON and headers. */
export class Secrets {
  readonly #secrets = new Map<string, Secret>();
  /** All forms of all secrets, by their first characters: a long text is read once, however many secrets there are. */
  readonly #forms = new Map<string, Form[]>();

  /** @param value nothing where there is none, after all */
  add(kind: SecretKind, value: string | null | undefined): void {
    if (!value || value.length < SHORTEST || this.#secrets.has(value)) return;
    const secret = { kind, value };
    this.#secrets.set(value, secret);
    for (const text of formsOf(value)) {
      const start = text.slice(0, SHORTEST);
      const others = this.#forms.get(start) ?? [];
      this.#forms.set(start, [...others, { ...secret, text }]);
    }
  }

  get all(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  /** The secrets in a text. */
  findIn(text: string): Finding[] {
    const found = this.#formsIn(text);
    const masked = text.split('');
    for (const { at, form } of found) {
      masked.fill('*', at, at + form.text.length);
    }
    return found.map(({ at, form }) => {
      const end = at + form.text.length;
      const before = masked.slice(Math.max(0, at - AROUND), at).join('');
      const after = masked.slice(end, end + AROUND).join('');
      return { kind: form.kind, around: `${before}<${form.kind}>${after}` };
    });
  }

  #formsIn(text: string): { at: number; form: Form }[] {
    const found: { at: number; form: Form }[] = [];
    for (let at = 0; at + SHORTEST <= text.length; at += 1) {
      const forms = this.#forms.get(text.slice(at, at + SHORTEST)) ?? [];
      for (const form of forms) {
        if (text.startsWith(form.text, at)) found.push({ at, form });
      }
    }
    return found;
  }
}

function formsOf(value: string): Set<string> {
  const bytes = Buffer.from(value);
  const forms = [
    value,
    encodeURIComponent(value),
    // As a form is sent.
    new URLSearchParams({ value }).toString().slice('value='.length),
    JSON.stringify(value).slice(1, -1),
    // The end of what has a length that is no multiple of three depends on what follows.
    bytes.toString('base64').replace(/.?=+$/, ''),
    bytes.toString('base64url').slice(0, -1),
    bytes.toString('hex'),
  ];
  return new Set(forms.filter((form) => form.length >= SHORTEST));
}
