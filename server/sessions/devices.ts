/**
 * What browsers call themselves, in the order in which it counts: each also names those that it wants to be taken for.
 * A new browser is a line here.
 */
const BROWSERS: readonly Name[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\/|\bOPiOS\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|Chromium|CriOS)\//],
  ['Safari', /\bVersion\/\S+ (?:Mobile\/\S+ )?Safari\//],
];

const SYSTEMS: readonly Name[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b|\bX11\b/],
];

type Name = readonly [name: string, sign: RegExp];

const UNKNOWN_DEVICE = 'Unknown device';

/**
 * A short description for the user's own list: `Firefox on Linux`. Nothing of the text itself gets into it, because
 * anybody can send any.
 * @param userAgent the `User-Agent` of the sign-in
 */
export function describeDevice(userAgent: string | null | undefined): string {
  const [browser, system] = [BROWSERS, SYSTEMS].map(
    (names) => names.find(([, sign]) => sign.test(userAgent ?? ''))?.[0],
  );
  if (browser === undefined || system === undefined) return UNKNOWN_DEVICE;
  return `${browser} on ${system}`;
}
