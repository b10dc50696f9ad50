import { JSONAPIAdapter } from '@warp-drive/legacy/adapter/json-api';
import type ApplicationAdapter from 'latchkey/adapters/application';
import {
  ForeignUrlError,
  NetworkError,
  SessionEndedError,
} from 'latchkey/auth/errors';
import { toApiError } from 'latchkey/data/api-error';
import type User from 'latchkey/models/user';
import { Response as MirageResponse } from 'miragejs';
import { module, test } from 'qunit';
import type { SettingValues } from '../../../config/settings';
import { setupTest } from '../../helpers';
import { catchError } from '../../helpers/catch-error';
import { setupRecordedRequests } from '../../helpers/recorded-requests';
import {
  revokeAccessToken,
  setupSignedIn,
  type SignedInContext,
} from '../../helpers/signed-in-part';
import { bearer } from '../../helpers/bearer';

type Members = Record<string, unknown>;

/** The part of EmberData's store that its types leave open. */
interface AdapterRegistry {
  adapterFor(model: string): ApplicationAdapter;
}

module('Unit | adapters | application', function (hooks) {
  setupTest(hooks);
  setupSignedIn(hooks);
  const requests = setupRecordedRequests(hooks);

  const adapterOf = ({ store }: SignedInContext) =>
    (store as unknown as AdapterRegistry).adapterFor('user');

  const ofApi = () =>
    requests().filter(({ url }) => url.pathname.startsWith('/api/'));

  test('the library still calls `fetch` in one place, and that is the one that is overridden', function (this: SignedInContext, assert) {
    const library = JSONAPIAdapter.prototype as unknown as Members;
    const adapter = adapterOf(this) as unknown as Members;
    assert.strictEqual(typeof library['_fetchRequest'], 'function');
    assert.notStrictEqual(adapter['_fetchRequest'], library['_fetchRequest']);
  });

  test('C2 whatever the store asks for goes through the API service, with the token', async function (this: SignedInContext, assert) {
    const asked: string[] = [];
    const ask = this.api.fetch.bind(this.api);
    this.api.fetch = (input, init) => {
      asked.push(`${init?.method} ${new Request(input).url}`);
      return ask(input, init);
    };
    const me = await this.store.query<User>('user', {
      filter: { search: 'demo' },
    });
    const id = me[0]!.id!;
    this.store.unloadAll();
    await this.store.findAll<User>('user');
    await this.store.findRecord<User>('user', id, { reload: true });
    this.server.patch('/api/users/:id', () => new MirageResponse(204));
    const user = this.store.peekRecord<User>('user', id)!;
    user.firstName = 'Ada';
    await user.save();

    const { origin } = location;
    assert.deepEqual(asked, [
      `GET ${origin}/api/users?filter%5Bsearch%5D=demo`,
      `GET ${origin}/api/users`,
      `GET ${origin}/api/users/${id}`,
      `PATCH ${origin}/api/users/${id}`,
    ]);
    assert.strictEqual(
      requests().length,
      asked.length,
      'and nothing beside it',
    );
    const authorization = `Bearer ${bearer(this.session)?.accessToken}`;
    for (const { headers } of requests()) {
      assert.strictEqual(headers.get('Authorization'), authorization);
      assert.strictEqual(headers.get('Accept'), 'application/vnd.api+json');
    }
    assert.strictEqual(
      requests().at(-1)?.headers.get('Content-Type'),
      'application/vnd.api+json',
    );
  });

  test('the answer of the API becomes records', async function (this: SignedInContext, assert) {
    const users = await this.store.query<User>('user', {
      filter: { search: 'demo' },
    });
    assert.deepEqual(
      users.map(({ firstName, lastName, email }) => [
        firstName,
        lastName,
        email,
      ]),
      [['Demo', 'User', 'demo@latchkey.test']],
    );
    assert.true(users[0]?.createdAt instanceof Date);
  });

  for (const [values, url] of [
    [{}, `${location.origin}/api/users/7`],
    [{ API_HOST: 'https://api.example' }, 'https://api.example/api/users/7'],
    [
      { API_HOST: 'https://api.example', API_PORT: '8443' },
      'https://api.example:8443/api/users/7',
    ],
    [
      { API_HOST: 'https://api.example/', API_NAMESPACE: '/v2/latchkey/' },
      'https://api.example/v2/latchkey/users/7',
    ],
    [
      { API_HOST: 'https://api.example', API_NAMESPACE: '' },
      'https://api.example/users/7',
    ],
    [{ API_NAMESPACE: '' }, `${location.origin}/users/7`],
  ] as [Partial<SettingValues>, string][]) {
    test(`host and namespace follow the settings ${JSON.stringify(values)}`, function (this: SignedInContext, assert) {
      const settings = this.owner.lookup('service:settings');
      settings.written = { ...settings.written, ...values };
      assert.strictEqual(
        adapterOf(this).buildURL('user', '7', null as never, 'findRecord'),
        url,
      );
    });
  }

  test('C3 a link to another host is not asked', async function (this: SignedInContext, assert) {
    for (const url of [
      'https://evil.example/p2',
      '//evil.example/p2',
      `${location.origin}/oauth/token`,
      '/api/../oauth/token',
    ]) {
      await catchError(ForeignUrlError, adapterOf(this).ajax(url, 'GET'));
    }
    assert.strictEqual(requests().length, 0);
  });

  test('E1 a refused token is renewed, and the store gets the answer to the replay', async function (this: SignedInContext, assert) {
    revokeAccessToken(this);
    const users = await this.store.query<User>('user', {});
    assert.strictEqual(users.length, 5);
    assert.strictEqual(ofApi().length, 2);
    assert.strictEqual(
      ofApi()[1]?.headers.get('Authorization'),
      `Bearer ${bearer(this.session)?.accessToken}`,
    );
  });

  test('E2 refused for good, the store’s promise is rejected and the session ends', async function (this: SignedInContext, assert) {
    this.server.get('/api/users', () => new MirageResponse(401));
    await catchError(SessionEndedError, this.store.query<User>('user', {}));
    assert.strictEqual(this.session.status, 'ended');
    assert.strictEqual(ofApi().length, 2);
  });

  test('D11 a lost connection comes through as one of our errors', async function (this: SignedInContext, assert) {
    this.server.get('/api/users', () => new MirageResponse(0));
    const error = await catchError(
      NetworkError,
      this.store.query<User>('user', {}),
    );
    assert.strictEqual(error.code, 'unreachable');
  });

  for (const [name, body] of Object.entries({
    HTML: '<html>Sign in to the Wi-Fi',
    nothing: '',
    'a text that is no JSON': '{"data":',
    'a list': '[]',
    'no data at all': '{}',
    'a resource without type': '{"data":[{"id":"1"}]}',
  })) {
    test(`I7 a 200 of ${name} rejects, and the session stays`, async function (this: SignedInContext, assert) {
      this.server.get(
        '/api/users',
        () =>
          new MirageResponse(
            200,
            { 'Content-Type': 'application/vnd.api+json' },
            body,
          ),
      );
      await catchError(Error, this.store.query<User>('user', {}));
      assert.strictEqual(this.session.status, 'active');
    });
  }

  for (const [status, code] of [
    [400, 'bad-answer'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'server-error'],
  ] as const) {
    test(`I7 a ${status} is told as ${code}, whatever its document says or leaves out`, async function (this: SignedInContext, assert) {
      for (const body of [
        { errors: [{ status: String(status), title: 'No' }] },
        {},
        '',
        '<html>No',
        { errors: [] },
        { errors: [{ title: 'No' }] },
      ]) {
        this.server.get(
          '/api/users',
          () => new MirageResponse(status, {}, body),
        );
        const error = await catchError(
          Error,
          this.store.query<User>('user', {}),
        );
        assert.strictEqual(toApiError(error).code, code, JSON.stringify(body));
      }
      assert.strictEqual(this.session.status, 'active');
    });
  }
});
