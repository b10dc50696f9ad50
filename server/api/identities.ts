import type { Handler } from 'hono';
import type { ExternalIdentity } from '../database/schema.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import {
  linkIdentity,
  listIdentities,
  unlinkIdentity,
} from '../identities/link.ts';
import { readParameters } from '../identities/parameters.ts';
import { redeemPresentedCode } from '../identities/redeem.ts';
import { refusingAsApi } from '../identities/refused.ts';
import { ApiError, notFound } from './errors.ts';
import { IDENTITY_FIELDS, narrowing } from './fields.ts';
import { jsonApi, type ResourceObject } from './json-api.ts';
import { linkTo } from './links.ts';
import { readQuery } from './query.ts';

const IDENTITIES_PATH = '/api/me/identities';

type OneIdentity = '/me/identities/:id';

/** `GET /api/me/identities`: the providers by which the user can sign in. */
export function getIdentities({
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const query = readQuery(context, [IDENTITY_FIELDS]);
    const narrow = narrowing(query, 'identities');
    const { user } = context.get('principal');
    const identities = await listIdentities(database, user.id);
    return jsonApi(context, {
      links: { self: linkTo(IDENTITIES_PATH, query) },
      data: identities.map(toIdentityResource).map(narrow),
    });
  };
}

/** `GET /api/me/identities/:id`. Somebody else's is as unknown as any other. */
export function getIdentity({
  database,
}: Dependencies): Handler<ServerEnvironment, OneIdentity> {
  return async (context) => {
    const query = readQuery(context, [IDENTITY_FIELDS]);
    const narrow = narrowing(query, 'identities');
    const { user } = context.get('principal');
    const identities = await listIdentities(database, user.id);
    const found = identities.find(({ id }) => id === context.req.param('id'));
    if (!found) throw notFound();
    const resource = toIdentityResource(found);
    return jsonApi(context, {
      links: { self: linkTo(resource.links.self, query) },
      data: narrow(resource),
    });
  };
}

/**
 * `POST /api/me/identities`: redeems a provider's code, with the parameters of the grant as a form or as flat JSON, and
 * gives the identity to whoever is signed in.
 */
export function postIdentity(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  return async (context) => {
    const { clock, database } = dependencies;
    readQuery(context, []);
    const { user } = context.get('principal');
    const proven = await refusingAsApi(async () =>
      redeemPresentedCode(dependencies, {
        parameters: await readParameters(context),
        cookies: context.req.header('cookie'),
      }),
    );
    const verdict = await linkIdentity(database, proven, {
      userId: user.id,
      now: clock(),
    });
    if (verdict.kind === 'refused') {
      throw new ApiError({
        status: 409,
        code: 'identity-taken',
        detail: 'Sign in with it, or unlink it there first.',
      });
    }
    const resource = toIdentityResource(verdict.identity);
    context.header('location', resource.links.self);
    return jsonApi(
      context,
      { links: resource.links, data: resource },
      verdict.isNew ? 201 : 200,
    );
  };
}

/** `DELETE /api/me/identities/:id`, unless the user could not sign in any more. */
export function deleteIdentity({
  database,
}: Dependencies): Handler<ServerEnvironment, OneIdentity> {
  return async (context) => {
    readQuery(context, []);
    const verdict = await unlinkIdentity(database, {
      userId: context.get('principal').user.id,
      identityId: context.req.param('id'),
    });
    if (verdict === 'unknown') throw notFound();
    if (verdict === 'last-way-in') {
      throw new ApiError({
        status: 409,
        code: 'last-way-in',
        detail: 'Link another identity provider first.',
      });
    }
    return context.body(null, 204);
  };
}

/** The subject is not shown: it is of use to nobody. */
function toIdentityResource(identity: ExternalIdentity): ResourceObject {
  return {
    type: 'identities',
    id: identity.id,
    attributes: {
      provider: identity.provider,
      email: identity.email,
      'linked-at': identity.linkedAt.toISOString(),
    },
    links: { self: `${IDENTITIES_PATH}/${identity.id}` },
  };
}
