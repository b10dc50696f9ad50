/**
 * Puts remembered values in the place of `{{name}}`.
 * @throws Error when nothing was remembered under a name: the case itself is wrong.
 */
export function fill(
  text: string,
  remembered: ReadonlyMap<string, string>,
): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = remembered.get(name);
    if (value === undefined) throw new Error(`nothing remembered as ${name}`);
    return value;
  });
}

/** Reads `data.0.id` from a JSON value; `undefined` where the path leads nowhere. */
export function readPath(value: unknown, path: string): unknown {
  let current = value;
  for (const member of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (!Object.hasOwn(current, member)) return undefined;
    current = (current as Record<string, unknown>)[member];
  }
  return current;
}
