/**
 * An identity provider's code, checked in the browser and ready for our token server, which alone can redeem it: it has the
 * client's secret.
 */
export interface PresentedCode {
  /** The provider's id. */
  provider: string;
  code: string;
  redirectUri: string;
  /** RFC 7636 section 4.1. */
  codeVerifier: string;
  nonce: string;
  /** The server compares it where it has bound the attempt to this browser by a cookie. */
  state: string;
  /** The `iss` that came with the code (RFC 9207): the server compares it, too. */
  issuer: string | undefined;
  /** The `signInId` of the session whose user the code is to be linked with; absent for a sign-in. */
  linkTo?: string;
}

/** The parameters by which a code is presented: to the token endpoint for a sign-in, to the API to link an account. */
export function toParameters(presented: PresentedCode): URLSearchParams {
  const { provider, code, redirectUri, codeVerifier, nonce, state, issuer } =
    presented;
  return new URLSearchParams({
    provider,
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
    nonce,
    state,
    ...(issuer !== undefined && { iss: issuer }),
  });
}
