import type { Brand } from './brand';

/** The brand as the stylesheet knows it: custom properties, and the logo as an image. */
export function toStyle(brand: Brand): string {
  const { accent, onAccent } = brand.colors;
  return `:root {
  --accent: light-dark(${accent.join(', ')});
  --on-accent: light-dark(${onAccent.join(', ')});
  --logo: url("data:image/svg+xml,${encodeURIComponent(toImage(brand))}");
}
`;
}

/**
 * The logo as a picture of its own, in the colour of the day.
 *
 * @throws {TypeError} where the logo is no SVG
 */
export function toIcon({ colors: { accent }, logo }: Brand): string {
  return withStart(
    logo,
    (start) => `${start.slice(0, -1)} color="${accent[0]}">`,
  );
}

/** The logo for the page, by day and by night: an image knows nothing of the page that it is in. */
function toImage({ colors: { accent }, logo }: Brand): string {
  const [light, dark] = accent;
  const style = `<style>:root{color:${light}}@media(prefers-color-scheme:dark){:root{color:${dark}}}</style>`;
  return withStart(logo, (start) => start + style);
}

function withStart(logo: string, change: (start: string) => string): string {
  const [start = ''] = /<svg\b[^>]*[^>/]>/.exec(logo) ?? [];
  if (!start.includes('xmlns=')) {
    throw new TypeError('The logo is no SVG with an xmlns.');
  }
  return logo.replace(start, () => change(start));
}
