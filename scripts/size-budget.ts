/** What the sign-in page may cost before its form can be used: JavaScript, compressed with brotli, in bytes. */
export const MAX_SCRIPT_BYTES = 100_000;

/** The page itself, its styles and its icon included. */
export const MAX_REQUESTS = 6;
