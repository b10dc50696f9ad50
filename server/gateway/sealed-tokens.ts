import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { ProviderTokens } from '../identity-providers/types.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D section 8.2: 96 random bits, anew each time. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a provider's tokens with a key that the session cookie's value makes (HKDF,
 * [RFC 5869](https://www.rfc-editor.org/rfc/rfc5869)). The database knows only the hash of that value, so whoever reads the
 * database reads no token.
 */
export function sealTokens(tokens: ProviderTokens, cookie: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(cookie), nonce);
  const text = JSON.stringify({
    ...tokens,
    expiresAt: tokens.expiresAt?.toISOString(),
  });
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString(
    'base64url',
  );
}

/** The tokens again; nothing where the text was not sealed with this cookie, or was changed since. */
export function openTokens(
  sealed: string,
  cookie: string,
): ProviderTokens | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(ALGORITHM, keyOf(cookie), nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(tag);
    const text = Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString('utf8');
    const { expiresAt, ...tokens } = JSON.parse(text) as SealedTokens;
    return {
      ...tokens,
      expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
    };
  } catch {
    return undefined;
  }
}

type SealedTokens = Omit<ProviderTokens, 'expiresAt'> & { expiresAt?: string };

function keyOf(cookie: string): Uint8Array {
  return new Uint8Array(
    hkdfSync('sha256', cookie, '', 'latchkey gateway tokens', KEY_BYTES),
  );
}
