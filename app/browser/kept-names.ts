/** The database, and its store, that all tabs of the app have together. */
export const DATABASE = 'latchkey';
export const STORE = 'values';

/** By which name the session is kept for all tabs. */
export const SESSION = 'session';

/** By which name the chosen language is kept for all tabs, and told to the others. */
export const LANGUAGE = 'language';

/** By which name a tab keeps whether its user wants to be kept signed in: through a visit to a provider's page. */
export const KEEP_SIGNED_IN = 'latchkey:keep-signed-in';
