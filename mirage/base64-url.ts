/** Bytes in the alphabet of URLs, without padding ([RFC 4648 section 5](https://www.rfc-editor.org/rfc/rfc4648#section-5)). */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
