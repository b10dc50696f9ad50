import { click, currentURL, fillIn, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import { pickSettings } from '../../config/settings';
import {
  FOREIGN_SERVERS,
  inFull,
  type ForeignServer,
} from '../foreign-servers/differences.ts';
import { PEOPLE } from '../foreign-servers/people.ts';
import {
  ACCOUNT,
  addressesOf,
  ORIGIN,
  StandIn,
} from '../foreign-servers/stand-in.ts';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { PASSWORD, signIn, SIGN_IN } from '../helpers/sign-in';
import { appears, disappears, press, type } from '../helpers/unsettled';

const ROWS = 'tbody tr';
const DIALOG = 'dialog';

interface ForeignContext extends AppTestContext {
  standIn: StandIn;
}

/** What scripts see of an answer of another origin without `Access-Control-Expose-Headers`, beside its status and body. */
const SAFELIST = ['content-type', 'access-control-expose-headers'];

/** Lets the app's requests for a foreign server reach the stand-in, by the rules of CORS. */
function setupStandIn(
  hooks: NestedHooks,
  { differs, settings }: ForeignServer,
) {
  let before: typeof fetch;
  hooks.beforeEach(function (this: ForeignContext) {
    const standIn = (this.standIn = new StandIn(differs));
    before = window.fetch.bind(window);
    window.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.startsWith(ORIGIN)) return before(input, init);
      const response = await standIn.answer(request);
      if (!response.headers.has('Access-Control-Expose-Headers')) {
        for (const name of [...response.headers.keys()]) {
          if (!SAFELIST.includes(name)) response.headers.delete(name);
        }
      }
      return response;
    };
    this.owner.lookup('service:settings').written = pickSettings({
      ...addressesOf(ORIGIN),
      ...settings,
    });
  });
  hooks.afterEach(() => {
    window.fetch = before;
  });
}

module('Acceptance | foreign servers', function () {
  for (const foreign of FOREIGN_SERVERS) {
    const { differs, name } = foreign;
    const { page, refreshToken, revocation, search, sort, total } =
      inFull(differs);

    module(name, function (hooks) {
      setupApplicationTest(hooks);
      setupStandIn(hooks, foreign);

      test('sign in, the list, a token that has run out, sign out', async function (this: ForeignContext, assert) {
        await visit('/users');
        await signIn({ ...ACCOUNT, password: 'a wrong one' });
        assert.dom('[role="alert"]').includesText('wrong');

        await signIn(ACCOUNT);
        assert.dom('[role="alert"]').hasText('');
        assert.dom('header').includesText('Ada Zuse');
        const rows = page === 'done' ? 20 : PEOPLE.length;
        assert.dom(ROWS).exists({ count: rows });
        assert.dom(`${ROWS} .last-name`).hasText(/Person|Zuse/);
        assert.dom(`${ROWS} .created-at`).hasText(/2024/);
        const isCounted = total !== 'none' || page !== 'done';
        assert.dom('.count').hasText(isCounted ? '23 users' : '');

        this.standIn.expireAll();
        const back = visit('/session').then(() => visit('/users'));
        if (!refreshToken) {
          await appears(`${DIALOG} ${PASSWORD}`);
          type(`${DIALOG} ${PASSWORD}`, ACCOUNT.password);
          press(`${DIALOG} ${SIGN_IN}`);
          await disappears(DIALOG);
        }
        await back;
        assert.dom(ROWS).exists({ count: rows });
        assert.dom('[role="alert"]').hasText('');

        await click('header button');
        assert.strictEqual(currentURL(), '/login');
        assert.strictEqual(this.standIn.alive === 0, revocation, 'revoked');
      });

      test('the page offers what the server can do, and nothing else', async function (this: ForeignContext, assert) {
        await visit('/users');
        await signIn(ACCOUNT);

        const links = sort === 'done' ? 4 : 0;
        assert.dom('thead th a').exists({ count: links });
        assert.dom('thead th').exists({ count: 4 });
        if (sort === 'done') {
          await click('th.email a');
          await click('th.email a');
          assert.dom(`${ROWS} .email`).hasText('person-9@foreign.test');
        } else {
          assert.dom('th[aria-sort]').doesNotExist();
        }

        assert.dom('.pagination').exists({ count: page === 'done' ? 1 : 0 });
        if (page === 'done') {
          await click('[rel="next"]');
          assert.dom(ROWS).exists({ count: PEOPLE.length - 20 });
          assert.dom('[rel="next"]').doesNotExist();
        }

        // None of them has a resource for one user.
        await click(`${ROWS} th a`);
        assert.dom('main dl').includesText('@foreign.test');
        assert.dom('main [role="status"]').includesText('what the list says');
        await click('.back');
        assert.dom(ROWS).exists();

        if (search === 'done') {
          await fillIn('#users-search', 'Zuse');
          assert.dom(ROWS).exists({ count: 1 });
        } else if (search === 'refused') {
          await fillIn('#users-search', 'Zuse');
          assert.dom('#users-search').doesNotExist();
          assert.dom(ROWS).exists();
        } else {
          assert.dom('#users-search').doesNotExist();
        }
        assert.dom('[role="alert"]').hasText('');
      });
    });
  }
});
