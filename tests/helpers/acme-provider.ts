import OAuth2Code from 'latchkey/torii-providers/oauth2-code';
import { ACME } from './torii-provider';

/** As a team writes one: its address and a parameter of its own, and a look at what comes back. */
export class AcmeProvider extends OAuth2Code {
  static outcomes: unknown[] = [];

  override name = 'acme-oauth2';
  override baseUrl = `${ACME}/authorize`;
  override requiredUrlParams = [...REQUIRED, 'tenant'];
  tenant = 'a tenant & more';

  override async open(options?: object) {
    try {
      const outcome = await super.open(options);
      AcmeProvider.outcomes.push(outcome);
      return outcome;
    } catch (error) {
      AcmeProvider.outcomes.push(error);
      throw error;
    }
  }
}

const REQUIRED = ['response_type', 'client_id', 'redirect_uri', 'state'];
