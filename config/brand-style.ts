import type { Brand } from './brand';

/** The brand as the stylesheet knows it: custom properties, and the logo as an image. */
export function toStyle(brand: Brand): string {
  const { accent, onAccent } = brand.colors;
  return `:root {
  --accent: light-dark(${accent.join(', ')});
  --on-accent: light-dark(${onAccent.join(', ')});
  --logo: url("data:image/svg+xml,${encodeURIComponent(toIcon(brand))}");
}
`;
}

/**
 * The logo as a picture of its own, with the colours of day and night: an image knows nothing of the page that it is in.
 *
 * @throws {TypeError} where the logo is no SVG
 */
export function toIcon({ colors: { accent }, logo }: Brand): string {
  const [light, dark] = accent;
  const style = `<style>:root{color:${light}}@media(prefers-color-scheme:dark){:root{color:${dark}}}</style>`;
  const start = /<svg\b[^>]*>/.exec(logo);
  if (!start?.[0].includes('xmlns=')) {
    throw new TypeError('The logo is no SVG with an xmlns.');
  }
  return logo.replace(start[0], `${start[0]}${style}`);
}
