import type { BrowserContextOptions, Page } from '@playwright/test';

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** One way to look at all states. */
export interface Look {
  name: string;
  options: BrowserContextOptions;
  /** How large letters are, where they are not of the usual size. */
  fontSize?: string;
}

/** Those that are worth a picture. */
export const looks: readonly Look[] = [
  look('desktop-light', { viewport: desktop, colorScheme: 'light' }),
  look('desktop-dark', { viewport: desktop, colorScheme: 'dark' }),
  look('phone-light', { viewport: phone, colorScheme: 'light' }),
  look('phone-dark', { viewport: phone, colorScheme: 'dark' }),
  look('arabic', { viewport: desktop, colorScheme: 'light', locale: 'ar-EG' }),
  look('arabic-phone', { viewport: phone, colorScheme: 'dark', locale: 'ar' }),
  look('contrast', {
    viewport: desktop,
    colorScheme: 'light',
    contrast: 'more',
  }),
  {
    ...look('large-text', { viewport: phone, colorScheme: 'light' }),
    fontSize: '200%',
  },
];

/** The languages that no picture shows: their words are longer, or of other letters. */
export const otherLanguages: readonly Look[] = ['de', 'es', 'fr', 'ja'].map(
  (locale) => look(locale, { viewport: phone, colorScheme: 'light', locale }),
);

function look(name: string, options: BrowserContextOptions): Look {
  return {
    name,
    options: {
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ...options,
    },
  };
}

/** Makes the letters as large as somebody has set them. */
export async function enlarge(page: Page, { fontSize }: Look): Promise<void> {
  if (fontSize === undefined) return;
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
  }, fontSize);
}
