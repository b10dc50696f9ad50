import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { listen } from '../../../server/http/listen.ts';

/** An API that is not ours, of another origin. */
export interface ResourceServer {
  origin: string;
  /** Lets the app of this origin read its answers. */
  allow(appOrigin: string): void;
  close(): Promise<void>;
}

/** Starts an API that believes the access tokens of a provider: it asks the provider whose a token is. */
export async function startResourceServer(
  userInfoEndpoint: string,
): Promise<ResourceServer> {
  let allowed = '';
  const app = new Hono<{ Variables: { user: Record<string, string> } }>();
  app.use(
    cors({
      origin: (origin) => (origin === allowed ? origin : null),
      allowHeaders: ['Authorization', 'Content-Type'],
      exposeHeaders: ['WWW-Authenticate'],
    }),
  );
  app.use(async (context, next) => {
    const authorization = context.req.header('authorization') ?? '';
    const answer = await fetch(userInfoEndpoint, {
      headers: { authorization },
    });
    if (!answer.ok) {
      return context.text('', 401, { 'WWW-Authenticate': 'Bearer' });
    }
    context.set('user', (await answer.json()) as Record<string, string>);
    return next();
  });
  app.get('/api/me', (context) => context.json(context.get('user')));
  app.get('/api/users', (context) => {
    const { email, name = '' } = context.get('user');
    const [first, last] = name.split(' ');
    const attributes = { 'first-name': first, 'last-name': last, email };
    return context.json({
      data: [{ type: 'users', id: '1', attributes }],
      meta: { count: 1 },
    });
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  return {
    ...listening,
    allow: (appOrigin) => {
      allowed = appOrigin;
    },
  };
}
