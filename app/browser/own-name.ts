/** Makes a name of a storage, a key, a channel or a lock this app's alone. */
export type OwnName = (name: string) => string;

/**
 * A name of a storage, a key, a channel or a lock that is this app's alone. All apps of an origin share these, and two Latchkeys
 * below different paths must not take each other's session for their own (docs/decisions/).
 *
 * @param rootUrl below which this app lies; the one that has its origin for itself uses names as they are
 */
export function ownName(name: string, rootUrl: string): string {
  return rootUrl === '/' ? name : `${name}@${rootUrl}`;
}
