import type { Context, Handler } from 'hono';
import { secondsAfter } from '../clock.ts';
import type { User } from '../database/schema.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { callerOf } from '../oauth/caller.ts';
import { keepDevice } from '../throttling/device.ts';
import { rememberPlaces } from '../throttling/places.ts';
import { placesOf, signInByPassword } from '../throttling/sign-in.ts';
import { changePassword } from '../users/change-password.ts';
import { invalidToken } from './bearer.ts';
import { ApiError } from './errors.ts';
import { jsonApi } from './json-api.ts';
import {
  readPasswordChange,
  WRONG_PASSWORD,
  type WantedPassword,
} from './password-change.ts';
import { readQuery } from './query.ts';
import { readResource } from './resource-document.ts';

const PASSWORD_PATH = '/api/me/password';
const TYPE = 'passwords';

/** How long after a sign-in a user without a password may set one, in seconds. */
const FRESH = 10 * 60;

type ApiContext = Context<ServerEnvironment>;

/** `GET /api/me/password`: whether the user has one, which a form has to know. */
export function getPassword({
  settings,
}: Dependencies): Handler<ServerEnvironment> {
  return (context) => {
    readQuery(context, []);
    requireFirstParty(context, settings.clientId);
    const { user } = context.get('principal');
    return jsonApi(context, {
      links: { self: PASSWORD_PATH },
      data: {
        type: TYPE,
        id: user.id,
        attributes: { 'is-set': user.passwordHash !== null },
        links: { self: PASSWORD_PATH },
      },
    });
  };
}

/**
 * `PATCH /api/me/password`: another password for who shows the one that there is, or the first one for who has just signed
 * in. All other sessions of the user end. It is a resource of its own, because what is sent is never read again, and
 * because a change of it asks for more than one of a name.
 */
export function patchPassword(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  const { clock, database, passwords, settings } = dependencies;
  return async (context) => {
    readQuery(context, []);
    requireFirstParty(context, settings.clientId);
    const { familyId, user } = context.get('principal');
    const change = readPasswordChange(
      await readResource(context, TYPE, user.id),
      user.passwordHash !== null,
    );
    const { isStillRight, places } = await prove(dependencies, context, change);
    const passwordHash = await passwords.inTurn(() =>
      passwords.hash(change.wanted),
    );
    const verdict = await changePassword(
      database,
      { userId: user.id, familyId, passwordHash, now: clock() },
      isStillRight,
    );
    if (verdict === 'session-over') throw invalidToken();
    if (verdict === 'outdated') throw wrongPassword();
    await rememberPlaces(database, { userId: user.id, places }, clock());
    return context.body(null, 204);
  };
}

/**
 * Lets pass only who may have another password, by the same door as any sign-in: a wrong one is counted there.
 * @throws ApiError
 */
async function prove(
  dependencies: Dependencies,
  context: ApiContext,
  { current }: WantedPassword,
) {
  const { user } = context.get('principal');
  const caller = callerOf(context, dependencies);
  if (current === undefined) {
    requireFreshSignIn(context, dependencies);
    return {
      isStillRight: isNone,
      places: placesOf(caller, caller.device),
    };
  }
  const signedIn = await signInByPassword(dependencies, {
    email: user.email,
    password: current,
    ...caller,
  });
  if (!signedIn) throw wrongPassword();
  const { device } = signedIn;
  if (device !== undefined) keepDevice(context, device, dependencies.origin());
  return {
    isStillRight: isStill(dependencies, user, current),
    places: placesOf(caller, device),
  };
}

const isNone = (storedHash: string | null) =>
  Promise.resolve(storedHash === null);

/** The hash may have been renewed meanwhile: only then it has to be checked once more. */
function isStill(
  { passwords }: Dependencies,
  { passwordHash }: User,
  current: string,
) {
  return (storedHash: string | null) =>
    storedHash === passwordHash
      ? Promise.resolve(true)
      : passwords.verify(storedHash, current);
}

/** Other apps may read a profile; a password is no business of theirs, not even a right one. */
function requireFirstParty(context: ApiContext, clientId: string): void {
  if (context.get('principal').clientId === clientId) return;
  throw new ApiError({
    status: 403,
    code: 'first-party-only',
    detail: 'Change the password in the app of this server.',
  });
}

function requireFreshSignIn(
  context: ApiContext,
  { clock }: Dependencies,
): void {
  if (secondsAfter(context.get('principal').signedInAt, FRESH) > clock()) {
    return;
  }
  throw new ApiError({
    status: 403,
    code: 'fresh-sign-in-needed',
    detail: `Sign in again, and set the first password within ${FRESH / 60} minutes.`,
  });
}

function wrongPassword(): ApiError {
  return new ApiError({ status: 422, ...WRONG_PASSWORD });
}
