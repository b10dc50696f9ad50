const SEEDED = '00000000-0000-4000-8000-';

/** The id of the n-th user: shaped like the UUIDs of the real server, and the same at each start. */
export function userId(ordinal: number): string {
  return `${SEEDED}${String(ordinal).padStart(12, '0')}`;
}

/** Whether a user is one that each start has, and not one that signed up meanwhile. */
export function isSeededUserId(id: string): boolean {
  return id.startsWith(SEEDED);
}
