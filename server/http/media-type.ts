/** A media type as a header names it ([RFC 9110 section 8.3.1](https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1)). */
export interface MediaType {
  /** In lower case. */
  name: string;
  /** By their names in lower case, without quotation marks. */
  parameters: ReadonlyMap<string, string>;
}

/** The media types of an `Accept` or a `Content-Type` header. What cannot be read is a type that nobody knows. */
export function parseMediaTypes(header: string): MediaType[] {
  return split(header, ',').map((item) => {
    const [name = '', ...parameters] = split(item, ';');
    return {
      name: name.toLowerCase(),
      parameters: new Map(parameters.map(toParameter)),
    };
  });
}

function toParameter(text: string): [name: string, value: string] {
  const [name = '', ...value] = text.split('=');
  return [name.trim().toLowerCase(), unquote(value.join('=').trim())];
}

function unquote(value: string): string {
  const [, quoted] = /^"(.*)"$/s.exec(value) ?? [];
  return quoted?.replace(/\\(.)/gs, '$1') ?? value;
}

/** Splits at a separator that is not within quotation marks; empty parts do not count. */
function split(text: string, separator: ',' | ';'): string[] {
  const part = new RegExp(`(?:[^${separator}"]|"(?:[^"\\\\]|\\\\.)*"?)+`, 'gs');
  return (text.match(part) ?? [])
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
