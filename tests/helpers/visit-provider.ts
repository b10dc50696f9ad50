import {
  FIRST_PARTY_CLIENT,
  IDENTITY_PROVIDER_GRANT,
} from '../../contract/seed';
import type { Consent } from '../../mirage/identity-providers/index';
import { toChallenge } from '../../mirage/pkce';
import { randomToken } from '../../mirage/random-token';
import type { SimulatedServer } from '../../mirage/server';

/** The parameters of the identity provider grant. */
export type RedemptionForm = Record<string, string>;

/** An authorization request, and what the app keeps for the time after it. */
export interface Attempt {
  address: URL;
  form: RedemptionForm;
}

/** What the app sends a browser to a simulated provider with. */
export async function attemptAt(
  provider: string,
  parameters: Record<string, string> = {},
): Promise<Attempt> {
  const form = {
    grant_type: IDENTITY_PROVIDER_GRANT,
    client_id: FIRST_PARTY_CLIENT.id,
    provider,
    redirect_uri:
      parameters['redirect_uri'] ??
      `${location.origin}/login/callback/${provider}`,
    code_verifier: randomToken(),
    nonce: randomToken(),
    state: randomToken(),
  };
  const address = new URL(
    `/simulated-provider/${provider}/authorize`,
    location.origin,
  );
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: `simulated-${provider}`,
    redirect_uri: form.redirect_uri,
    state: form.state,
    nonce: form.nonce,
    code_challenge: await toChallenge(form.code_verifier),
    code_challenge_method: 'S256',
    ...parameters,
  }).toString();
  return { address, form };
}

/** Goes to a simulated provider and comes back: the form that the app would then send. */
export async function visitProvider(
  { identityProviders }: SimulatedServer,
  provider: string,
  { redirectUri, ...consent }: Consent & { redirectUri?: string } = {},
): Promise<RedemptionForm> {
  const { address, form } = await attemptAt(
    provider,
    redirectUri === undefined ? {} : { redirect_uri: redirectUri },
  );
  const answer = identityProviders.answer(address, consent);
  return { ...form, code: answer.searchParams.get('code') ?? '' };
}
