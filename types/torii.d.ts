/** torii comes without declarations: this is what `app/torii/` and `app/torii-providers/` use of it. */
declare module 'torii/configuration' {
  export interface Configuration {
    providers?: Record<string, Record<string, string>>;
  }

  export function configure(settings: Configuration): void;
  export function getConfiguration(): Configuration;
  /** A property that is read from the configuration of its provider, once. */
  export function configurable(
    key: string,
    fallback?: string | null,
  ): PropertyDecorator;
}

declare module 'torii/providers/base' {
  import EmberObject from '@ember/object';

  export default class BaseProvider extends EmberObject {
    /** By which its configuration is found. */
    name: string;
    /** Opens the provider's page, and resolves with what came of it. */
    open(options?: object): Promise<{ authorizationCode?: unknown }>;
  }
}

declare module 'torii/providers/oauth2-code' {
  import BaseProvider from 'torii/providers/base';

  export default class OAuth2CodeProvider extends BaseProvider {
    baseUrl: string;
    requiredUrlParams: string[];
    optionalUrlParams: string[];
    /** What an answer must have. */
    responseParams: string[];
    readonly clientId: string;
    readonly redirectUri: string;
    readonly scope: string | null;
    readonly state: string;
    buildUrl(): string;
  }
}

declare module 'torii/providers/azure-ad-oauth2' {
  import OAuth2CodeProvider from 'torii/providers/oauth2-code';

  export default class AzureAdProvider extends OAuth2CodeProvider {}
}
