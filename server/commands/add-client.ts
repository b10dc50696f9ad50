import { SCOPES } from '../../contract/seed.ts';
import { systemClock } from '../clock.ts';
import { clients } from '../database/schema.ts';
import { CLIENT_ID_FORM } from '../oauth/clients.ts';
import { GRANT_TYPES } from '../oauth/grants.ts';
import {
  isSafeRedirectUri,
  REDIRECT_URI_RULE,
} from '../oauth/redirect-uris.ts';
import { OPENID_SCOPES } from '../oauth/scope.ts';
import type { Settings } from '../settings.ts';
import { hashToken, newToken } from '../tokens.ts';
import { readOptions, UsageError } from './arguments.ts';
import { withDatabase } from './with-database.ts';

const ALL_SCOPES: readonly string[] = [...SCOPES, ...OPENID_SCOPES];

export const ADD_CLIENT_USAGE = `npm run server -- add-client --id reports --grants ${GRANT_TYPES.join(',')} [--name "Reports"] [--scopes ${ALL_SCOPES.join(',')}] [--redirect-uris https://...] [--post-logout-redirect-uris https://...] [--secret yes]`;

/** Adds a client. With `--secret yes` it is a confidential one, whose secret is made here and printed once. */
export async function addClient(
  settings: Settings,
  parameters: readonly string[],
): Promise<void> {
  const options = readOptions(parameters, {
    usage: ADD_CLIENT_USAGE,
    required: ['id', 'grants'],
    optional: [
      'name',
      'scopes',
      'redirect-uris',
      'post-logout-redirect-uris',
      'secret',
    ],
  });
  if (!CLIENT_ID_FORM.test(options.id)) {
    throw new UsageError('A client id is made of visible ASCII characters.');
  }
  const secret = options.secret === 'yes' ? newToken() : undefined;
  const client = {
    id: options.id,
    name: options.name ?? options.id,
    grants: allowedItems('grant', options.grants, GRANT_TYPES),
    scopes: allowedItems(
      'scope',
      options.scopes ?? ALL_SCOPES.join(),
      ALL_SCOPES,
    ),
    redirectUris: addresses(options['redirect-uris']),
    postLogoutRedirectUris: addresses(options['post-logout-redirect-uris']),
    secretHash: secret === undefined ? null : hashToken(secret),
    createdAt: systemClock(),
  };
  await withDatabase(settings, async (database) => {
    const added = await database
      .insert(clients)
      .values(client)
      .onConflictDoNothing()
      .returning();
    if (added.length === 0) {
      throw new UsageError(`There is a client ${client.id} already.`);
    }
    process.stdout.write(`Added the client ${client.id}.\n`);
    if (secret !== undefined) {
      process.stdout.write(`Secret, shown only now: ${secret}\n`);
    }
  });
}

function items(list: string): string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function addresses(list = ''): string[] {
  const chosen = items(list);
  const unsafe = chosen.find((address) => !isSafeRedirectUri(address));
  if (unsafe === undefined) return chosen;
  throw new UsageError(`${unsafe} is not ${REDIRECT_URI_RULE}.`);
}

function allowedItems(
  kind: string,
  list: string,
  allowed: readonly string[],
): string[] {
  const chosen = items(list);
  const unknown = chosen.find((item) => !allowed.includes(item));
  if (unknown === undefined) return chosen;
  throw new UsageError(
    `${unknown} is no ${kind} here; there are: ${allowed.join(', ')}.`,
  );
}
