import { fill, readPath } from './template.ts';
import type { JsonTypeName, Operator, Pattern } from './types.ts';

type Remembered = ReadonlyMap<string, string>;

/**
 * Says where `value` differs from `pattern`, or nothing when it fits.
 * `place` is how the message calls the value, e.g. `body.data.0`.
 */
export function mismatch(
  value: unknown,
  pattern: Pattern | undefined,
  remembered: Remembered,
  place: string,
): string | undefined {
  if (pattern === undefined) return undefined;
  if (typeof pattern === 'string') {
    return equal(value, fill(pattern, remembered), place);
  }
  if (pattern === null || typeof pattern !== 'object') {
    return equal(value, pattern, place);
  }
  if (isList(pattern)) return listMismatch(value, pattern, remembered, place);
  if (isOperator(pattern)) {
    return operatorMismatch(value, pattern, remembered, place);
  }
  if (typeName(value) !== 'object') {
    return `${place}: expected an object, found ${show(value)}`;
  }
  for (const [member, inner] of Object.entries(pattern)) {
    const difference = mismatch(
      (value as Record<string, unknown>)[member],
      inner,
      remembered,
      `${place}.${member}`,
    );
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function operatorMismatch(
  value: unknown,
  operator: Operator,
  remembered: Remembered,
  place: string,
): string | undefined {
  const fail = (wish: string) =>
    `${place}: expected ${wish}, found ${show(value)}`;

  if ('$match' in operator) {
    const source = fill(operator.$match, remembered);
    const fits = typeof value === 'string' && new RegExp(source).test(value);
    return fits ? undefined : fail(`a text like /${source}/`);
  }
  if ('$type' in operator) {
    return typeName(value) === operator.$type
      ? undefined
      : fail(`a value of type ${operator.$type}`);
  }
  if ('$length' in operator) {
    const length =
      typeof value === 'string' || Array.isArray(value)
        ? value.length
        : undefined;
    return length === operator.$length
      ? undefined
      : `${place}: expected length ${operator.$length}, found ${length ?? show(value)}`;
  }
  if ('$absent' in operator) {
    return value === undefined ? undefined : fail('nothing');
  }
  if ('$not' in operator) {
    return mismatch(value, operator.$not, remembered, place) === undefined
      ? fail('something else')
      : undefined;
  }
  if ('$keys' in operator) {
    const keys =
      typeName(value) === 'object' ? Object.keys(value as object) : [];
    return equal(
      [...keys].sort().join(', '),
      [...operator.$keys].sort().join(', '),
      `${place}, its members`,
    );
  }
  if ('$all' in operator) {
    return first(operator.$all, (inner) =>
      mismatch(value, inner, remembered, place),
    );
  }
  if ('$atMost' in operator) {
    return typeof value === 'number' && value <= operator.$atMost
      ? undefined
      : fail(`a number of at most ${operator.$atMost}`);
  }
  if (!Array.isArray(value)) return fail('an array');
  if ('$every' in operator) {
    return first([...value.entries()], ([index, element]) =>
      mismatch(element, operator.$every, remembered, `${place}.${index}`),
    );
  }
  if ('$some' in operator) {
    const fits = value.some(
      (element) =>
        mismatch(element, operator.$some, remembered, place) === undefined,
    );
    return fits ? undefined : fail('an element that fits');
  }
  return orderMismatch(value, operator.$sortedBy, place);
}

function orderMismatch(
  list: readonly unknown[],
  sort: string,
  place: string,
): string | undefined {
  const isDescending = sort.startsWith('-');
  const path = isDescending ? sort.slice(1) : sort;
  const texts = list.map((element) =>
    String(readPath(element, path)).toLowerCase(),
  );
  return first([...texts.entries()].slice(1), ([index, text]) => {
    const before = texts[index - 1] ?? '';
    const isWrong = isDescending ? before < text : before > text;
    return isWrong
      ? `${place}: not sorted by ${sort}: ${show(before)} before ${show(text)}`
      : undefined;
  });
}

function listMismatch(
  value: unknown,
  pattern: readonly Pattern[],
  remembered: Remembered,
  place: string,
): string | undefined {
  if (!Array.isArray(value) || value.length !== pattern.length) {
    return `${place}: expected an array of ${pattern.length}, found ${show(value)}`;
  }
  return first([...pattern.entries()], ([index, inner]) =>
    mismatch(value[index], inner, remembered, `${place}.${index}`),
  );
}

function first<Item>(
  items: readonly Item[],
  difference: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = difference(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function equal(
  found: unknown,
  expected: unknown,
  place: string,
): string | undefined {
  return found === expected
    ? undefined
    : `${place}: expected ${show(expected)}, found ${show(found)}`;
}

function isList(pattern: object): pattern is readonly Pattern[] {
  return Array.isArray(pattern);
}

function isOperator(pattern: object): pattern is Operator {
  const [only, ...others] = Object.keys(pattern);
  return others.length === 0 && only !== undefined && only.startsWith('$');
}

function typeName(value: unknown): JsonTypeName | 'undefined' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonTypeName | 'undefined';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
