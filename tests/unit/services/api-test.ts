import { SessionEndedError } from 'latchkey/auth/errors';
import { module, test } from 'qunit';
import { setupTest } from '../../helpers';
import { catchError } from '../../helpers/catch-error';
import { grants, requestsTo } from '../../helpers/requests';
import {
  setupSignedIn,
  type SignedInContext,
} from '../../helpers/signed-in-part';
import { bearer } from '../../helpers/bearer';

module(
  'Unit | services | api, asked with a session of which it is not known whose it is',
  function (hooks) {
    setupTest(hooks);
    setupSignedIn(hooks);

    test('its token is sent, and the session that there is stays as it is', async function (this: SignedInContext, assert) {
      const before = bearer(this.session)!;
      const response = await this.api.fetchWith(before, '/api/me', {});
      assert.strictEqual(response.status, 200);
      await catchError(
        SessionEndedError,
        this.api.fetchWith({ ...before, accessToken: 'gone' }, '/api/me', {}),
      );
      assert.deepEqual(
        requestsTo(this.server, '/api/me').map(
          ({ authorization }) => authorization,
        ),
        [`Bearer ${before.accessToken}`, 'Bearer gone'],
      );
      assert.deepEqual(this.session.current, before);
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(grants(this.server, 'refresh_token').length, 0);
    });

    test('D8 it is asked with a token of no life, too: nothing could renew that', async function (this: SignedInContext, assert) {
      const session = {
        ...bearer(this.session)!,
        expiresAt: this.browser.now(),
      };
      const response = await this.api.fetchWith(session, '/api/me', {});
      assert.strictEqual(response.status, 200);
      assert.strictEqual(grants(this.server, 'refresh_token').length, 0);
    });
  },
);
