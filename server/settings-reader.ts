import { isSecureAddress } from './http/addresses.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings cannot be used as they are; the message lists what to change. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly code = 'settings';

  /** @param problems each with the variable's name first, and what to write instead */
  constructor(readonly problems: readonly string[]) {
    super(
      ['The settings of the server need a change:', ...problems].join('\n- '),
    );
  }
}

const YES = new Set(['true', '1', 'on', 'yes']);
const NO = new Set(['false', '0', 'off', 'no']);
const TEN_YEARS = 10 * 365 * 24 * 60 * 60;

/** Reads variables one by one and gathers what is wrong with them, so that one start shows all problems. */
export class SettingsReader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(name: string, fallback: string): string {
    return this.#value(name) ?? fallback;
  }

  integer(
    name: string,
    range: { fallback: number; least: number; most: number },
  ): number {
    const value = this.#value(name);
    if (value === undefined) return range.fallback;
    const number = Number(value);
    const fits =
      /^\d+$/.test(value) && number >= range.least && number <= range.most;
    if (fits) return number;
    return this.#refuse(
      `${name} must be a whole number from ${range.least} to ${range.most}, for example ${range.fallback}; it is "${value}".`,
      range.fallback,
    );
  }

  seconds(name: string, fallback: number): number {
    return this.integer(name, { fallback, least: 1, most: TEN_YEARS });
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#value(name)?.toLowerCase();
    if (value === undefined) return fallback;
    if (YES.has(value)) return true;
    if (NO.has(value)) return false;
    return this.#refuse(
      `${name} must be "on" or "off" (or true/false); it is "${value}".`,
      fallback,
    );
  }

  list(name: string, fallback: readonly string[]): readonly string[] {
    const value = this.#value(name);
    if (value === undefined) return fallback;
    return value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }

  oneOf<Choice extends string>(
    name: string,
    choices: readonly Choice[],
    fallback: Choice,
  ): Choice {
    const value = this.#value(name);
    if (value === undefined) return fallback;
    const chosen = choices.find((choice) => choice === value.toLowerCase());
    if (chosen !== undefined) return chosen;
    return this.#refuse(
      `${name} must be one of ${choices.join(', ')}; it is "${value}".`,
      fallback,
    );
  }

  matching(
    name: string,
    { pattern, fallback }: { pattern: RegExp; fallback: string },
  ): string {
    const value = this.text(name, fallback);
    if (pattern.test(value)) return value;
    return this.#refuse(
      `${name} must look like ${fallback}; it is "${value}".`,
      fallback,
    );
  }

  /** An address that secrets go to: https, or http on this machine. */
  endpoint(name: string): string | undefined {
    const value = this.#value(name);
    return value === undefined ? undefined : this.#toEndpoint(name, value);
  }

  /** Addresses of pages, in which `{provider}` may stand for the id of an identity provider. */
  pages(name: string): readonly string[] {
    return this.list(name, []).map((value) => {
      this.#toEndpoint(name, value.replaceAll('{provider}', 'provider'));
      return value;
    });
  }

  /** Not shown in a problem: a database address holds a password. */
  url(name: string, schemes: readonly string[]): string | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    const fits =
      URL.canParse(value) && schemes.includes(new URL(value).protocol);
    if (fits) return value;
    return this.#refuse(
      `${name} must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`,
      undefined,
    );
  }

  origin(name: string): string | undefined {
    const value = this.#value(name);
    return value === undefined ? undefined : this.#toOrigin(name, value);
  }

  origins(name: string): readonly string[] {
    return this.list(name, []).map((value) => this.#toOrigin(name, value));
  }

  /** Notes what is wrong with settings that only make sense together. */
  problem(problem: string): void {
    this.#problems.push(problem);
  }

  /** @throws SettingsError when there was a problem */
  done(): void {
    if (this.#problems.length > 0) throw new SettingsError(this.#problems);
  }

  #value(name: string): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  #toOrigin(name: string, value: string): string {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
    const isBare = url && value.replace(/\/$/, '') === url.origin;
    if (url && isWeb && isBare) return url.origin;
    return this.#refuse(
      `${name} takes origins (scheme, host and port only), for example https://app.example.org; "${value}" is none.`,
      value,
    );
  }

  #toEndpoint(name: string, value: string): string {
    if (isSecureAddress(value) && !value.includes('#')) return value;
    return this.#refuse(
      `${name} takes https addresses, for example https://login.example.org (http only on this machine); "${value}" is none.`,
      value,
    );
  }

  #refuse<Value>(problem: string, fallback: Value): Value {
    this.#problems.push(problem);
    return fallback;
  }
}
