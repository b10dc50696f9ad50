import packageJson from '../package.json' with { type: 'json' };

/** What this server calls itself in `GET /api/status`. */
export const SERVER_NAME = 'Latchkey';
export const SERVER_VERSION: string = packageJson.version;

/** The protection space of `WWW-Authenticate` ([RFC 9110 section 11.5](https://www.rfc-editor.org/rfc/rfc9110#section-11.5)). */
export const REALM = 'latchkey';
