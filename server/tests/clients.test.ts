import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clients } from '../database/schema.ts';
import { hashToken } from '../tokens.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM } from './support/tokens.ts';

const SECRET = 's3cret +%&:/=~';
const CLIENT_ID = 'back office';

describe('clients with a secret', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
    await server.reset({});
    await server.database.insert(clients).values({
      id: CLIENT_ID,
      name: 'Back office',
      secretHash: hashToken(SECRET),
      grants: ['password'],
      scopes: ['profile'],
      redirectUris: [],
      createdAt: server.now(),
    });
  });
  after(() => server.close());

  const { username, password, grant_type } = DEMO_FORM;
  const form = { username, password, grant_type };
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${btoa(`${formEncode(id)}:${formEncode(secret)}`)}`,
  });

  test('M11 name and secret are form-encoded in the Basic header', async () => {
    const answer = await server.post(
      '/oauth/token',
      form,
      basic(CLIENT_ID, SECRET),
    );
    assert.equal(answer.status, 200);
    assert.equal(answer.body['scope'], 'profile');
  });

  test('M11 the secret may also come in the body', async () => {
    const { status } = await server.post('/oauth/token', {
      ...form,
      client_id: CLIENT_ID,
      client_secret: SECRET,
    });
    assert.equal(status, 200);
  });

  test('M11 a wrong secret and none are refused: 401 with a challenge where Basic was tried, else 400', async () => {
    const wrong = await server.fetch('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: basic(CLIENT_ID, 'wrong'),
    });
    assert.equal(wrong.status, 401);
    assert.equal(
      wrong.headers.get('www-authenticate'),
      'Basic realm="latchkey"',
    );
    assert.equal(wrong.headers.get('cache-control'), 'no-store');

    for (const secret of [{}, { client_secret: 'wrong' }]) {
      const answer = await server.post('/oauth/token', {
        ...form,
        client_id: CLIENT_ID,
        ...secret,
      });
      assert.equal(answer.status, 400);
      assert.equal(answer.body['error'], 'invalid_client');
    }
  });

  test('M11 an Authorization header that cannot be read is refused, and not passed over', async () => {
    const values = [
      'Basic',
      'Basic !!!',
      'Basic bm9jb2xvbg==',
      `Basic ${btoa('%zz:x')}`,
      'Bearer abc',
    ];
    for (const authorization of values) {
      const { status } = await server.post('/oauth/token', DEMO_FORM, {
        authorization,
      });
      assert.equal(status, 401, authorization);
    }
  });

  test('M12 a client without the grant is refused, however it authenticates', async () => {
    const answer = await server.post(
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: 'x' },
      basic(CLIENT_ID, SECRET),
    );
    assert.equal(answer.body['error'], 'unauthorized_client');
  });

  test('M17 a client with a secret must present it to revoke', async () => {
    const anonymous = await server.post('/oauth/revoke', {
      token: 'x',
      client_id: CLIENT_ID,
    });
    assert.equal(anonymous.body['error'], 'invalid_client');
    const { status } = await server.post(
      '/oauth/revoke',
      { token: 'x' },
      basic(CLIENT_ID, SECRET),
    );
    assert.equal(status, 200);
  });
});

function formEncode(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
