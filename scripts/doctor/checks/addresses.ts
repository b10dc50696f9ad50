import { redirectUris } from '../../../server/identities/redirect-uris.ts';
import { error, note, warning, type Finding } from '../finding.ts';
import {
  providersInUse,
  redirectUriOf,
  type ServerSide,
  type Situation,
} from '../situation.ts';

/** App, server and providers must agree on where the app is, and where it is sent back to. */
export function checkAddresses(situation: Situation): Finding[] {
  const { app, isOriginKnown, server } = situation;
  if (!server) return [];
  if (!server.givesTokens) {
    return [
      note(
        'TOKEN_ENDPOINT',
        `is ${app.tokenEndpoint}, which is not our own server (${server.origin}). What is set for that one is not compared with the app.`,
      ),
    ];
  }
  return [
    ...withoutPlaceholder(server),
    ...(isOriginKnown
      ? [
          ...callbackElsewhere(situation),
          ...unknownCallbacks(situation, server),
          ...closedToTheApp(situation, server),
        ]
      : []),
  ];
}

/** One that is the same for all providers lets the answer of one pass for another's. */
function withoutPlaceholder({ settings }: ServerSide): Finding[] {
  return settings.redirectUris
    .filter((uri) => !uri.includes('{provider}'))
    .map((uri) =>
      warning(
        'REDIRECT_URIS',
        `has ${uri}, which counts for every provider. Write it with {provider} in it.`,
      ),
    );
}

/** What a sign-in needs to remember lies in the storage of one origin. */
function callbackElsewhere({ app, origin }: Situation): Finding[] {
  const callback = new URL(app.redirectUri).origin;
  return callback === origin
    ? []
    : [
        error(
          'REDIRECT_URI',
          `leads to ${callback}, but the app is at ${origin}. Leave the line out: then it is the app’s own callback page.`,
        ),
      ];
}

function unknownCallbacks(situation: Situation, server: ServerSide): Finding[] {
  const where = {
    origin: () => server.origin,
    settings: server.settings,
    appFiles: situation,
  };
  return providersInUse(situation)
    .filter(({ id }) => isToldToServer(situation, server, id))
    .filter(
      ({ id }) =>
        !redirectUris(where, id).includes(redirectUriOf(situation, id)),
    )
    .map(({ id }) =>
      error(
        'REDIRECT_URIS',
        `of the server does not have ${redirectUriOf(situation, id)}. Put ${situation.app.redirectUri} into it, in .env.server.`,
      ),
    );
}

/** Whether the server redeems the provider's codes, or is the provider itself. */
function isToldToServer(
  { app }: Situation,
  { origin }: ServerSide,
  id: string,
): boolean {
  const provider = app.providers[id];
  return provider?.redemption === 'server' || provider?.issuer === origin;
}

function closedToTheApp(
  { app, origin }: Situation,
  server: ServerSide,
): Finding[] {
  const called = new URL(app.tokenEndpoint).origin;
  const findings: Finding[] = [];
  if (called !== origin && !server.settings.corsOrigins.includes(origin)) {
    findings.push(
      error(
        'CORS_ORIGINS',
        `of the server does not have ${origin}, from where the app calls it. Put it into .env.server.`,
      ),
    );
  }
  if (called === origin && server.origin !== origin) {
    findings.push(
      warning(
        'API_HOST',
        `is not set, so the app at ${origin} takes its own origin for the server's (${server.origin}). Set API_HOST=${server.origin}, unless a proxy passes it on.`,
      ),
    );
  }
  return findings;
}
