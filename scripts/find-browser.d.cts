/** The browser that the tests run in; nothing where none is installed. */
export function findBrowser(): string | undefined;

/** A browser as users have it; nothing where none is installed. */
export function findWholeBrowser(): string | undefined;

/** Chromium's headless shell, which is quicker; nothing where it is not installed. */
export function findShell(): string | undefined;

/** The name of Debian's package with the shell. */
export const SHELL: string;
