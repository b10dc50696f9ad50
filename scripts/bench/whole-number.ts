/**
 * An option as a number.
 *
 * @throws {Error} for anything but a whole number above 0
 */
export function wholeNumber(name: string, value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new Error(`--${name} takes a whole number; it is "${value}".`);
}
