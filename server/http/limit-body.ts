import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ServerEnvironment } from '../dependencies.ts';

/** How much of a body that is refused is still read, in bytes, and for how long, in milliseconds. */
const REST = { size: 4 * 1024 * 1024, time: 500 };

/**
 * Refuses a body of more than `maxSize` bytes with the error of `refusal`. What is still on its way is read and thrown
 * away before the answer: a connection that is closed over unread bytes is reset, and a client or proxy that is still
 * writing would never see why (RFC 9112, section 9.6).
 */
export function limitBody(
  maxSize: number,
  refusal: () => Error,
): MiddlewareHandler<ServerEnvironment> {
  return bodyLimit({
    maxSize,
    onError: async (context) => {
      const { incoming, outgoing } =
        context.env as ServerEnvironment['Bindings'];
      if (incoming && !(await discardRest(incoming)) && outgoing) {
        // What is still unread would be in the way of the next request.
        outgoing.shouldKeepAlive = false;
      }
      throw refusal();
    },
  });
}

/** @returns whether all was read */
function discardRest(
  incoming: NonNullable<ServerEnvironment['Bindings']['incoming']>,
): Promise<boolean> {
  return new Promise((resolve) => {
    if (incoming.readableEnded || incoming.destroyed) {
      resolve(true);
      return;
    }
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > REST.size) end();
    };
    // Who has read until now holds the stream up where nobody asks for more.
    const goOn = () => incoming.resume();
    const end = () => {
      clearTimeout(timer);
      incoming.off('data', onData).off('pause', goOn);
      incoming.off('end', end).off('close', end);
      resolve(incoming.readableEnded);
    };
    const timer = setTimeout(end, REST.time);
    incoming.on('data', onData).on('pause', goOn);
    incoming.on('end', end).on('close', end).resume();
  });
}
