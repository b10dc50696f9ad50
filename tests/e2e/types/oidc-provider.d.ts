/** What our tests use of oidc-provider, which comes without types: https://github.com/panva/node-oidc-provider */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface ClientMetadata {
    client_id: string;
    client_secret?: string;
    redirect_uris: string[];
    grant_types: string[];
    token_endpoint_auth_method?: string;
  }

  interface Client {
    grantTypeAllowed(grant: string): boolean;
  }

  interface Account {
    accountId: string;
    claims(): Record<string, unknown>;
  }

  interface Configuration {
    claims: Record<string, string[]>;
    clientBasedCORS(context: unknown, origin: string): boolean;
    clients: ClientMetadata[];
    cookies: { keys: string[] };
    features: Record<string, { enabled: boolean }>;
    findAccount(context: unknown, id: string): Account;
    interactions: { url(context: unknown, step: { uid: string }): string };
    issueRefreshToken(context: unknown, client: Client): boolean;
    jwks: { keys: object[] };
    pkce: { required(): boolean };
    ttl: Record<string, number>;
  }

  /** Where a sign-in stands: what the user is asked for. */
  interface Interaction {
    grantId?: string;
    params: Record<string, unknown>;
    prompt: { name: string; details: { missingOIDCScope?: string[] } };
    session?: { accountId: string };
  }

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    Grant: new (properties: { accountId: string; clientId: string }) => Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Record<string, object>,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}
