/** What makes the product look like yours: the whole of it stands in this file. */
export interface Brand {
  /** What the product is called. */
  name: string;
  /** An SVG image. What it fills with `currentColor` has the colour of the accent. */
  logo: string;
  /** CSS colours, by day and by night; all others are mixed from them, or have no hue of their own. */
  colors: {
    /** Of the main button, links and what has the focus. */
    accent: readonly [light: string, dark: string];
    /** What is written on it. */
    onAccent: readonly [light: string, dark: string];
  };
}

export const brand: Brand = {
  name: 'Latchkey',
  logo: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="currentColor" fill-rule="evenodd" d="M8 0h16a8 8 0 0 1 8 8v16a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8Zm8 7a5.5 5.5 0 0 0-2.2 10.5L12.5 25h7l-1.3-7.5A5.5 5.5 0 0 0 16 7Z"/></svg>`,
  colors: {
    accent: ['#3d3fae', '#a9abff'],
    onAccent: ['#fff', '#14152b'],
  },
};
