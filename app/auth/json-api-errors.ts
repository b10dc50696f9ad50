import { isRecord, own } from './session-data';

/** The errors in a document ([JSON:API](https://jsonapi.org/format/#error-objects)); none where it is not one. */
export function errorsOf(document: unknown): Record<string, unknown>[] {
  const errors = isRecord(document) ? own(document, 'errors') : undefined;
  return Array.isArray(errors) ? errors.filter(isRecord) : [];
}

/** What an error is about, if it says so: a place in the document, or a query parameter. */
export function sourceOf(
  error: Record<string, unknown>,
  kind: 'pointer' | 'parameter',
): string | undefined {
  const source = own(error, 'source');
  const value = isRecord(source) ? own(source, kind) : undefined;
  return typeof value === 'string' ? value : undefined;
}
