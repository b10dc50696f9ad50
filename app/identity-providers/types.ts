/** An identity provider whose users type a password into our own form (RFC 6749 section 4.3). */
export interface PasswordProvider {
  flow: 'password';
  /** The provider's name, as users know it. */
  label: string;
}

/** Who vouches for a user, as data. `flow` names the code that does the signing in: `app/authenticators/<flow>.ts`. */
export type IdentityProvider = PasswordProvider;

/** The ids of the flows. */
export type FlowId = IdentityProvider['flow'];
