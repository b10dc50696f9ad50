import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { MEDIA_TYPE } from './media-type.ts';

export interface ResourceObject {
  type: string;
  id: string;
  attributes: Readonly<Record<string, unknown>>;
  links: { self: string };
  meta?: Readonly<Record<string, unknown>>;
}

export interface ErrorObject {
  id: string;
  status: string;
  code: string;
  title: string;
  detail: string;
  source?: { parameter?: string; pointer?: string };
}

export interface JsonApiDocument {
  data?: ResourceObject | readonly ResourceObject[];
  errors?: readonly ErrorObject[];
  links?: Readonly<Record<string, string | null>>;
  meta?: Readonly<Record<string, unknown>>;
}

/** A JSON:API answer, with the media type exactly as the format wants it. */
export function jsonApi(
  context: Context,
  document: JsonApiDocument,
  status: ContentfulStatusCode = 200,
): Response {
  return context.body(serialize(document), status, {
    'content-type': MEDIA_TYPE,
  });
}

/** A document as it is sent. */
export function serialize(document: JsonApiDocument): string {
  return JSON.stringify({ jsonapi: { version: '1.1' }, ...document });
}
