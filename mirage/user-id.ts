/** The id of the n-th user: shaped like the UUIDs of the real server, and the same at each start. */
export function userId(ordinal: number): string {
  return `00000000-0000-4000-8000-${String(ordinal).padStart(12, '0')}`;
}
