import Service from '@ember/service';
import { settled } from '@ember/test-helpers';
import { AuthError, NetworkError } from 'latchkey/auth/errors';
import UserList, { PAGE_SIZE, SORTABLE } from 'latchkey/data/user-list';
import { Response as MirageResponse } from 'miragejs';
import { module, test } from 'qunit';
import { setupTest, type AppTestContext } from '../../helpers';
import { Deferred } from '../../helpers/stub-fetch';
import {
  setupSignedIn,
  type SignedInContext,
} from '../../helpers/signed-in-part';

interface Page extends Array<{ id: string }> {
  meta?: unknown;
}

/** A page as the store answers it. */
function pageOf(length: number, meta: unknown = {}): Page {
  const page: Page = Array.from({ length }, (_, index) => ({
    id: String(index + 1),
  }));
  page.meta = meta;
  return page;
}

/** A store that answers when the test says so. */
class StubStore extends Service {
  readonly asked: { type: string; query: unknown; answer: Deferred<Page> }[] =
    [];

  query(type: string, query: unknown): Promise<Page> {
    const answer = new Deferred<Page>();
    this.asked.push({ type, query, answer });
    return answer.promise;
  }
}

interface UserListContext extends AppTestContext {
  store: StubStore;
  list: UserList;
}

const everybody = { page: 1, sort: 'last-name', search: '' };

module('Unit | data | user list', function () {
  module('with a store in the test’s hand', function (hooks) {
    setupTest(hooks);

    hooks.beforeEach(function (this: UserListContext) {
      this.owner.register('service:store', StubStore);
      this.store = this.owner.lookup('service:store') as unknown as StubStore;
      this.list = new UserList(this.owner);
    });

    const queryOf = (context: UserListContext, index = 0) =>
      context.store.asked[index]?.query;

    test('before it is asked for anything it has nothing', function (this: UserListContext, assert) {
      assert.strictEqual(this.list.users, undefined);
      assert.strictEqual(this.list.count, undefined);
      assert.strictEqual(this.list.error, undefined);
      assert.false(this.list.isLoading);
      assert.deepEqual(this.list.query, everybody);
      assert.strictEqual(this.store.asked.length, 0);
    });

    test('asks for what the URL says', async function (this: UserListContext, assert) {
      const shown = this.list.show({
        page: 3,
        sort: '-created-at',
        search: '  ada ',
      });
      assert.true(this.list.isLoading);
      assert.deepEqual(queryOf(this), {
        page: { number: 3, size: PAGE_SIZE },
        sort: '-created-at',
        filter: { search: 'ada' },
      });
      assert.strictEqual(this.store.asked[0]?.type, 'user');

      this.store.asked[0]?.answer.resolve(pageOf(2, { count: 42 }));
      await shown;
      assert.false(this.list.isLoading);
      assert.deepEqual(
        this.list.users?.map(({ id }) => id),
        ['1', '2'],
      );
      assert.strictEqual(this.list.count, 42);
      assert.strictEqual(this.list.lastPage, 3);
    });

    test('asks for no search where there is nothing to look for', function (this: UserListContext, assert) {
      void this.list.show({ ...everybody, search: ' \t ' });
      assert.deepEqual(queryOf(this), {
        page: { number: 1, size: PAGE_SIZE },
        sort: 'last-name',
      });
      this.store.asked[0]?.answer.resolve(pageOf(0));
    });

    test('a page or an order that makes no sense is taken for the default', function (this: UserListContext, assert) {
      for (const page of [
        0,
        -1,
        1.5,
        NaN,
        Infinity,
        2 ** 53,
        '3',
        '1;drop table users',
        null,
        undefined,
        [3],
        {},
      ]) {
        void this.list.show({ ...everybody, page: page as number });
        assert.strictEqual(this.list.query.page, 1, JSON.stringify(page));
      }
      for (const sort of [
        '',
        '-',
        '--email',
        'password',
        'Email',
        'email,last-name',
        'first_name',
        'constructor',
        '-__proto__',
        ' email',
      ]) {
        void this.list.show({ ...everybody, sort });
        assert.strictEqual(this.list.query.sort, 'last-name', sort);
      }
      for (const { answer } of this.store.asked) answer.resolve(pageOf(0));
    });

    test('an order or a search that is no text is taken for the default', function (this: UserListContext, assert) {
      for (const value of [7, null, undefined, ['email'], {}, true]) {
        void this.list.show({ ...everybody, sort: value as string });
        assert.strictEqual(this.list.query.sort, 'last-name');
        void this.list.show({ ...everybody, search: value as string });
        assert.strictEqual(this.list.query.search, '');
      }
      for (const { answer } of this.store.asked) answer.resolve(pageOf(0));
    });

    test('each order that is offered is asked for as it is', function (this: UserListContext, assert) {
      for (const name of SORTABLE) {
        for (const sort of [name, `-${name}`]) {
          void this.list.show({ ...everybody, sort });
          assert.strictEqual(this.list.query.sort, sort);
        }
      }
      for (const { answer } of this.store.asked) answer.resolve(pageOf(0));
    });

    test('of several calls the last one wins, in whatever order the answers come', async function (this: UserListContext, assert) {
      const first = this.list.show({ ...everybody, search: 'a' });
      const second = this.list.show({ ...everybody, search: 'ad' });
      const third = this.list.show({ ...everybody, search: 'ada' });
      const [one, two, three] = this.store.asked;

      three?.answer.resolve(pageOf(3, { count: 3 }));
      await third;
      assert.false(this.list.isLoading);
      one?.answer.resolve(pageOf(1, { count: 1 }));
      two?.answer.reject(new NetworkError('offline', 'No connection.'));
      await Promise.all([first, second]);

      assert.strictEqual(this.list.users?.length, 3);
      assert.strictEqual(this.list.count, 3);
      assert.strictEqual(this.list.error, undefined);
    });

    test('until the last answer is there it is loading, and an older one shows nothing', async function (this: UserListContext, assert) {
      const first = this.list.show({ ...everybody, search: 'a' });
      const second = this.list.show({ ...everybody, search: 'ad' });
      const [one, two] = this.store.asked;
      one?.answer.resolve(pageOf(1, { count: 1 }));
      await first;
      assert.true(this.list.isLoading);
      assert.strictEqual(this.list.users, undefined);
      two?.answer.resolve(pageOf(2, { count: 2 }));
      await second;
      assert.false(this.list.isLoading);
      assert.strictEqual(this.list.users?.length, 2);
    });

    test('D11 an error leaves what is shown, and a retry that works takes it away', async function (this: UserListContext, assert) {
      const first = this.list.show({ ...everybody, page: 2 });
      this.store.asked[0]?.answer.resolve(pageOf(2, { count: 22 }));
      await first;

      const failed = this.list.load();
      this.store.asked[1]?.answer.reject(
        new NetworkError('offline', 'There is no connection.'),
      );
      await failed;
      assert.strictEqual(this.list.error?.code, 'offline');
      assert.strictEqual(this.list.users?.length, 2);
      assert.strictEqual(this.list.count, 22);
      assert.false(this.list.isLoading);

      const again = this.list.load();
      assert.strictEqual(this.list.error?.code, 'offline', 'still shown');
      assert.deepEqual(queryOf(this, 2), queryOf(this, 0), 'the same page');
      this.store.asked[2]?.answer.resolve(pageOf(1, { count: 21 }));
      await again;
      assert.strictEqual(this.list.error, undefined);
      assert.strictEqual(this.list.users?.length, 1);
    });

    test('an error of any kind has a code', async function (this: UserListContext, assert) {
      for (const thrown of [new TypeError('x'), 'a text', undefined, null]) {
        const loaded = this.list.load();
        this.store.asked.at(-1)?.answer.reject(thrown);
        await loaded;
        assert.true(this.list.error instanceof AuthError);
        assert.strictEqual(this.list.error?.code, 'bad-answer');
        assert.strictEqual(this.list.error?.cause, thrown);
      }
    });

    test('where the API does not say how many there are, a full page has a next one', async function (this: UserListContext, assert) {
      for (const meta of [
        undefined,
        null,
        {},
        { count: null },
        { count: '251' },
        [],
        'x',
      ]) {
        for (const [length, hasNextPage] of [
          [PAGE_SIZE, true],
          [PAGE_SIZE - 1, false],
          [0, false],
        ] as const) {
          const loaded = this.list.load();
          this.store.asked.at(-1)?.answer.resolve(pageOf(length, meta));
          await loaded;
          assert.strictEqual(this.list.count, undefined);
          assert.strictEqual(this.list.lastPage, undefined);
          assert.strictEqual(this.list.hasNextPage, hasNextPage);
        }
      }
    });

    test('where it says so, the last page is counted', async function (this: UserListContext, assert) {
      for (const [count, lastPage] of [
        [0, 1],
        [1, 1],
        [PAGE_SIZE, 1],
        [PAGE_SIZE + 1, 2],
        [251, 13],
      ] as const) {
        const shown = this.list.show({ ...everybody, page: lastPage });
        this.store.asked.at(-1)?.answer.resolve(pageOf(1, { count }));
        await shown;
        assert.strictEqual(this.list.lastPage, lastPage);
        assert.false(this.list.hasNextPage);
      }
      const shown = this.list.show({ ...everybody, page: 12 });
      this.store.asked.at(-1)?.answer.resolve(pageOf(20, { count: 251 }));
      await shown;
      assert.true(this.list.hasNextPage);
    });

    test('the users are a list of their own: what the store does with its list later changes nothing', async function (this: UserListContext, assert) {
      const page = pageOf(2);
      const loaded = this.list.load();
      this.store.asked[0]?.answer.resolve(page);
      await loaded;
      page.length = 0;
      assert.strictEqual(this.list.users?.length, 2);
    });

    test('a test can wait for it', async function (this: UserListContext, assert) {
      void this.list.load();
      queueMicrotask(() => this.store.asked[0]?.answer.resolve(pageOf(1)));
      await settled();
      assert.strictEqual(this.list.users?.length, 1);
    });
  });

  module('with the store of the app', function (hooks) {
    setupTest(hooks, { scenario: 'default' });
    setupSignedIn(hooks);

    test('shows a page of the directory, in its order', async function (this: SignedInContext, assert) {
      const list = new UserList(this.owner);
      await list.show({ page: 13, sort: 'created-at', search: '' });
      assert.strictEqual(list.error, undefined);
      assert.strictEqual(list.count, 251);
      assert.strictEqual(list.lastPage, 13);
      assert.false(list.hasNextPage);
      assert.strictEqual(list.users?.at(-1)?.email, 'demo@latchkey.test');
    });

    test('E1 a token that has run out is nobody’s concern', async function (this: SignedInContext, assert) {
      this.browser.computer.advance(3_600);
      const list = new UserList(this.owner);
      await list.show({ page: 1, sort: 'last-name', search: 'demo' });
      assert.strictEqual(list.error, undefined);
      assert.strictEqual(list.users?.[0]?.email, 'demo@latchkey.test');
    });

    for (const [name, code, response] of [
      ['no network', 'unreachable', new MirageResponse(0)],
      ['HTML', 'bad-answer', new MirageResponse(200, {}, '<html>')],
      ['a 500', 'server-error', new MirageResponse(500, {}, {})],
      ['a 403', 'forbidden', new MirageResponse(403, {}, {})],
    ] as const) {
      test(`I7 ${name} is told as ${code}, and the session stays`, async function (this: SignedInContext, assert) {
        this.server.get('/api/users', () => response);
        const list = new UserList(this.owner);
        await list.show(everybody);
        assert.strictEqual(list.error?.code, code);
        assert.strictEqual(list.users, undefined);
        assert.ok(this.session.current);
      });
    }
  });
});
