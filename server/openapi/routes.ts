import type { Handler } from 'hono';
import { readQuery } from '../api/query.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { sendPage } from '../pages/answers.ts';
import { describe } from './description.ts';
import { descriptionPage } from './page.ts';

/** `GET /api/openapi.json`: the description of all of this, for programs. It holds no secret, and needs no token. */
export function getDescription({
  origin,
  settings,
}: Dependencies): Handler<ServerEnvironment> {
  return (context) => {
    readQuery(context, []);
    return context.json(describe(origin(), settings.gateway));
  };
}

/** `GET /api/docs`: the same for people, as a page without scripts. */
export function getDocs({
  origin,
  settings,
}: Dependencies): Handler<ServerEnvironment> {
  return (context) => {
    readQuery(context, []);
    return sendPage(
      context,
      descriptionPage(describe(origin(), settings.gateway)),
    );
  };
}
