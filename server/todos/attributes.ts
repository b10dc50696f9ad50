import { attributePointer } from '../api/attribute-pointer.ts';

/** What is in a to-do by its owner's will. Absent members of a change stay as they are. */
export interface TodoContent {
  title?: string;
  description?: string;
  isCompleted?: boolean;
}

/** One of the things that are wrong with a to-do that a client sent. */
export interface TodoProblem {
  code:
    | 'attribute-blank'
    | 'attribute-malformed'
    | 'attribute-missing'
    | 'attribute-read-only'
    | 'attribute-too-long';
  detail: string;
  pointer: string;
}

type Attributes = ReadonlyMap<string, unknown>;

/** In UTF-16 code units, as everywhere in JavaScript. */
export const MAXIMUM_TITLE_LENGTH = 500;
export const MAXIMUM_DESCRIPTION_LENGTH = 10_000;

/** Control characters, line breaks of any kind, and halves of characters, which no database keeps as they are. */
const NO_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The same, but for tabs and line breaks. */
const NO_TEXT = /[^\P{Cc}\t\r\n]|\p{Cs}/u;

/** What may be written, and how each is looked at. Everything else is refused: a new column is safe from here. */
const EDITABLE: ReadonlyMap<
  string,
  (name: string, value: unknown) => TodoProblem[]
> = new Map([
  ['title', findInTitle],
  ['description', findInDescription],
  ['completed', findInCompleted],
]);

/** What of it a client may not write at all. */
export function findReadOnly(attributes: Attributes): TodoProblem[] {
  const detail = `Only ${[...EDITABLE.keys()].join(', ')} can be written.`;
  return [...attributes.keys()]
    .filter((name) => !EDITABLE.has(name))
    .map((name) => problem(name, 'attribute-read-only', detail));
}

/** What of it cannot be. To be asked only of what may be written. */
export function findMisfits(attributes: Attributes): TodoProblem[] {
  return [...attributes].flatMap(
    ([name, value]) => EDITABLE.get(name)?.(name, value) ?? [],
  );
}

/** What a new to-do cannot do without. */
export function findMissing(attributes: Attributes): TodoProblem[] {
  return attributes.has('title')
    ? []
    : [problem('title', 'attribute-missing', 'A to-do needs a title.')];
}

/** The content, of attributes in which nothing was found. */
export function toContent(attributes: Attributes): TodoContent {
  const [title, description, isCompleted] = [
    attributes.get('title'),
    attributes.get('description'),
    attributes.get('completed'),
  ];
  return {
    ...(typeof title === 'string' && { title: title.trim() }),
    ...(typeof description === 'string' && { description }),
    ...(typeof isCompleted === 'boolean' && { isCompleted }),
  };
}

function findInTitle(name: string, value: unknown): TodoProblem[] {
  if (typeof value !== 'string' || NO_LINE.test(value.trim())) {
    const detail = 'A text in one line, without control characters.';
    return [problem(name, 'attribute-malformed', detail)];
  }
  const { length } = value.trim();
  if (length === 0) {
    return [problem(name, 'attribute-blank', 'It cannot be empty.')];
  }
  return findTooLong(name, length, MAXIMUM_TITLE_LENGTH);
}

function findInDescription(name: string, value: unknown): TodoProblem[] {
  if (typeof value !== 'string' || NO_TEXT.test(value)) {
    const detail = 'A text, without control characters but line breaks.';
    return [problem(name, 'attribute-malformed', detail)];
  }
  return findTooLong(name, value.length, MAXIMUM_DESCRIPTION_LENGTH);
}

function findInCompleted(name: string, value: unknown): TodoProblem[] {
  if (typeof value === 'boolean') return [];
  return [problem(name, 'attribute-malformed', 'true or false.')];
}

function findTooLong(
  name: string,
  length: number,
  most: number,
): TodoProblem[] {
  if (length <= most) return [];
  return [problem(name, 'attribute-too-long', `At most ${most} characters.`)];
}

function problem(
  name: string,
  code: TodoProblem['code'],
  detail: string,
): TodoProblem {
  return { code, detail, pointer: attributePointer(name) };
}
