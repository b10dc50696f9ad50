import * as oauth from 'oauth4webapi';
import { IdentityProviderError } from '../../server/identity-providers/errors.ts';
import { requestOptions } from '../../server/identity-providers/exchange.ts';
import { providerFetch } from '../../server/identity-providers/fetch.ts';
import { toClaims } from '../../server/identity-providers/oauth.ts';
import { providerSettingName } from '../../config/default-settings.ts';
import { compare, type Description, type Question } from './description.ts';
import { error, type Finding } from './finding.ts';
import { serverSettingName } from './names.ts';
import {
  providersInUse,
  type AppProvider,
  type Situation,
} from './situation.ts';

/** Milliseconds that each server may take. */
export const TIMEOUT = 10_000;

/**
 * Asks the OpenID providers in use, and our own token server where its address is known, for their descriptions, and
 * compares them with the settings.
 */
export async function checkOnline(
  situation: Situation,
  timeout = TIMEOUT,
): Promise<Finding[]> {
  const questions = [
    ...providersInUse(situation).flatMap((provider) =>
      aboutProvider(situation, provider),
    ),
    ...aboutOurServer(situation),
  ];
  const answers = questions.map((question) => ask(question, timeout));
  return (await Promise.all(answers)).flat();
}

function aboutProvider(situation: Situation, provider: AppProvider) {
  const { app, server } = situation;
  const understood = app.providers[provider.id];
  const scopes =
    understood?.scope?.split(' ') ??
    ('scopes' in provider ? provider.scopes : []);
  if (!understood?.issuer || !scopes.includes('openid')) return [];

  const { id } = provider;
  const configuration = server?.settings.identityProviders.find(
    (other) => other.id === id,
  );
  const question: Question = {
    issuer: understood.issuer,
    name: providerSettingName(id, 'ISSUER'),
    algorithm: 'oidc',
    expected: [
      {
        member: 'authorization_endpoint',
        name: providerSettingName(id, 'AUTHORIZE_URL'),
        value: understood.authorizationEndpoint,
      },
      {
        member: 'token_endpoint',
        name: serverSettingName(id, 'TOKEN_URL'),
        value: configuration?.tokenUrl,
      },
    ],
  };
  return [question];
}

function aboutOurServer({ app, server, written }: Situation): Question[] {
  const isAbsolute =
    server?.settings.publicUrl !== undefined ||
    /^https?:/i.test(written.TOKEN_ENDPOINT) ||
    written.API_HOST !== '';
  if (!server?.givesTokens || !isAbsolute) return [];
  return [
    {
      issuer: server.settings.publicUrl ?? new URL(app.tokenEndpoint).origin,
      name: 'PUBLIC_URL',
      algorithm: 'oauth2',
      expected: [
        {
          member: 'token_endpoint',
          name: 'TOKEN_ENDPOINT',
          value: app.tokenEndpoint,
        },
      ],
    },
  ];
}

async function ask(question: Question, timeout: number): Promise<Finding[]> {
  const { algorithm, issuer, name } = question;
  let found: Description;
  try {
    found = await describe(issuer, algorithm, timeout);
  } catch (cause) {
    if (!(cause instanceof IdentityProviderError)) throw cause;
    return [
      error(
        name,
        `is ${issuer}, whose description can’t be had: ${cause.message} Check the address, and whether this machine may go there.`,
      ),
    ];
  }
  return compare(found, question);
}

async function describe(
  issuer: string,
  algorithm: Question['algorithm'],
  timeout: number,
): Promise<Description> {
  const terms = { fetch: providerFetch(timeout), now: new Date() };
  const response = await oauth.discoveryRequest(new URL(issuer), {
    ...requestOptions(terms),
    algorithm,
  });
  if (response.status !== 200) throw new IdentityProviderError('bad-answer');
  const body: unknown = await response.json().catch(() => undefined);
  return toClaims(body);
}
