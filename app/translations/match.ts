/**
 * The language that fits best: each wanted one is looked for as it is, then without its last parts (RFC 4647 section 3.4);
 * `pt` is content with `pt-BR`.
 *
 * @param wanted language tags, the best first
 * @param known what there is
 * @returns nothing where nothing fits
 */
export function matchLanguage(
  wanted: readonly string[],
  known: readonly string[],
): string | undefined {
  for (const tag of wanted) {
    const parts = tag.toLowerCase().split('-');
    for (; parts.length; parts.pop()) {
      const start = parts.join('-');
      const found = known.find((code) =>
        `${code.toLowerCase()}-`.startsWith(`${start}-`),
      );
      if (found) return found;
    }
  }
  return undefined;
}
