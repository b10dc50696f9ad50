import type { SimulatedServer } from '../../mirage/server';

/** A request that the simulated server has answered. */
export interface SeenRequest {
  method: string;
  url: URL;
  body: string;
  authorization: string | undefined;
}

/** What Pretender keeps of a request; its declarations leave it out. */
interface HandledRequest {
  method: string;
  url: string;
  requestBody: string | null;
  requestHeaders: Record<string, string>;
}

/** All requests, in the order in which they were answered. */
export function requests(server: SimulatedServer): SeenRequest[] {
  const { handledRequests } = server.pretender as unknown as {
    handledRequests: HandledRequest[];
  };
  return handledRequests.map(
    ({ method, url, requestBody, requestHeaders }) => ({
      method,
      url: new URL(url, 'https://app.invalid'),
      body: requestBody ?? '',
      authorization: headerOf(requestHeaders, 'authorization'),
    }),
  );
}

/** The requests to a path. */
export function requestsTo(
  server: SimulatedServer,
  path: string,
): SeenRequest[] {
  return requests(server).filter(({ url }) => url.pathname === path);
}

/** The token requests of one grant type. */
export function grants(
  server: SimulatedServer,
  grantType: 'password' | 'refresh_token',
): URLSearchParams[] {
  return requestsTo(server, '/oauth/token')
    .map(({ body }) => new URLSearchParams(body))
    .filter((form) => form.get('grant_type') === grantType);
}

function headerOf(
  headers: Record<string, string>,
  name: string,
): string | undefined {
  return Object.entries(headers).find(
    ([key]) => key.toLowerCase() === name,
  )?.[1];
}
