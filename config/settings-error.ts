/** A setting has a value that the app can't work with. The message names the variable and the remedy. */
export class SettingsError extends Error {
  override name = 'SettingsError';

  constructor(
    readonly setting: string,
    problem: string,
    remedy: string,
  ) {
    super(`${setting} ${problem} ${remedy}`);
  }
}
