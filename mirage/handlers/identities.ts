import { ApiError, notFound } from '../api-error.ts';
import { emptyAnswer, jsonApiAnswer, NOT_STORED } from '../http/answers.ts';
import { readQuery } from '../http/query.ts';
import { readParameters } from '../identities/parameters.ts';
import { refusingAsApi } from '../identities/refused.ts';
import {
  IDENTITIES_PATH,
  IDENTITY_FIELDS,
  identityResource,
  narrowIdentities,
} from '../serializers/identity.ts';
import { linkTo } from '../../server/api/links.ts';
import type { SignedInHandler } from './context.ts';

/** `GET /api/me/identities`: the providers by which the user can sign in. */
const list: SignedInHandler = ({ accounts }, question, { user }) => {
  const query = readQuery(question, [IDENTITY_FIELDS]);
  const narrow = narrowIdentities(query);
  return jsonApiAnswer({
    links: { self: linkTo(IDENTITIES_PATH, query) },
    data: accounts.of(user).map(identityResource).map(narrow),
  });
};

/**
 * `POST /api/me/identities`: redeems a provider's code, with the parameters of the grant as a form or as flat JSON, and
 * gives the identity to whoever is signed in.
 */
const link: SignedInHandler = (
  { accounts, redemption },
  question,
  { user },
) => {
  readQuery(question);
  const proven = refusingAsApi(() =>
    redemption.redeem({
      parameters: readParameters(question),
      codeChallenge: question.codeChallenge,
    }),
  );
  const linked = accounts.link(proven, user);
  if (!linked) {
    throw new ApiError({
      status: 409,
      code: 'identity-taken',
      detail: 'Sign in with it, or unlink it there first.',
    });
  }
  const resource = identityResource(linked.identity);
  return jsonApiAnswer(
    { links: resource.links, data: resource },
    {
      status: linked.isNew ? 201 : 200,
      headers: { Location: resource.links.self },
    },
  );
};

/** `GET /api/me/identities/:id`. Somebody else's is as unknown as any other. */
const show: SignedInHandler = ({ accounts }, question, { user }) => {
  const query = readQuery(question, [IDENTITY_FIELDS]);
  const narrow = narrowIdentities(query);
  const found = accounts
    .of(user)
    .find(({ id }) => id === question.params['id']);
  if (!found) throw notFound();
  const resource = identityResource(found);
  return jsonApiAnswer({
    links: { self: linkTo(resource.links.self, query) },
    data: narrow(resource),
  });
};

/** `DELETE /api/me/identities/:id`, unless the user could not sign in any more. */
const unlink: SignedInHandler = ({ accounts }, question, { user }) => {
  readQuery(question);
  const verdict = accounts.unlink(user, question.params['id'] ?? '');
  if (verdict === 'unknown') throw notFound();
  if (verdict === 'last-way-in') {
    throw new ApiError({
      status: 409,
      code: 'last-way-in',
      detail: 'Link another identity provider first.',
    });
  }
  return emptyAnswer(204, NOT_STORED);
};

export const identities = { get: list, post: link };
export const identity = { get: show, delete: unlink };
