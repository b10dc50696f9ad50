import type { MiddlewareHandler } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';
import { ApiError } from './errors.ts';
import { isAcceptable, MEDIA_TYPE } from './media-type.ts';

/** What an answer depends on, beside the address. */
const VARIES_BY = 'Accept, Authorization';

/** Refuses who wants JSON:API with what this server does not know (406), and says what answers depend on. */
export const negotiate: MiddlewareHandler<ServerEnvironment> = async (
  context,
  next,
) => {
  context.header('vary', VARIES_BY);
  if (!isAcceptable(context.req.header('accept'))) {
    throw new ApiError({
      status: 406,
      code: 'not-acceptable',
      detail: `Accept ${MEDIA_TYPE} without parameters.`,
    });
  }
  await next();
};
