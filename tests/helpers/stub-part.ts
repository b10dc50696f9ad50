import type { SignedInPart } from 'latchkey/services/session';

/** Stands in for the signed-in part: tells when what was loaded for the user is thrown away. */
export function partThatForgets(
  forget: () => void,
  isSameUser: SignedInPart['isSameUser'] = () => Promise.resolve(true),
): SignedInPart {
  return { begin() {}, forget, isSameUser };
}
