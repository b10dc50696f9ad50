/** The path of Chrome, Chromium or Edge; absent where none is installed. */
export function findBrowser(): string | undefined;
