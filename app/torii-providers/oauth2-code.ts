import { configurable } from 'torii/configuration';
import ToriiOAuth2Code from 'torii/providers/oauth2-code';

/**
 * torii's provider of the authorization code grant, with what it lacks: the code challenge of RFC 7636 and OpenID's nonce. They
 * are of one attempt, as its state is, and come by torii's configuration; so does the address.
 */
export default class OAuth2Code extends ToriiOAuth2Code {
  override name = 'oauth2-code';
  override responseParams = ['code', 'state'];
  override optionalUrlParams = [
    'scope',
    'code_challenge',
    'code_challenge_method',
    'nonce',
    'prompt',
  ];

  @configurable('baseUrl') declare baseUrl: string;
  @configurable('codeChallenge', null) declare codeChallenge: string | null;
  @configurable('codeChallengeMethod', null)
  declare codeChallengeMethod: string | null;
  @configurable('nonce', null) declare nonce: string | null;
  @configurable('prompt', null) declare prompt: string | null;
}
