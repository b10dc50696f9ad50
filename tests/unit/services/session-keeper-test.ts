import { settled, waitUntil } from '@ember/test-helpers';
import { AuthError, SessionEndedError } from 'latchkey/auth/errors';
import { Response as MirageResponse } from 'miragejs';
import { module, test } from 'qunit';
import { DEMO_ACCOUNT } from '../../../contract/seed';
import { userId } from '../../../mirage/user-id';
import { setupTest } from '../../helpers';
import { catchError } from '../../helpers/catch-error';
import { grants, requests, requestsTo } from '../../helpers/requests';
import { setupTabs } from '../../helpers/second-tab';
import { setupSettings } from '../../helpers/settings';
import {
  setupSignedIn,
  type SignedInContext,
} from '../../helpers/signed-in-part';
import { SESSION_KEY } from '../../helpers/signed-in';
import { Deferred } from '../../helpers/stub-fetch';
import { bearer } from '../../helpers/bearer';

const SECOND = 1_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often it looks, in seconds. */
const LOOK = 5;

/** How long before its end the token of an hour is renewed, in seconds. */
const LEAD = 90;

const keeperOf = ({ owner }: SignedInContext) =>
  owner.lookup('service:session-keeper');

const renewals = ({ server }: SignedInContext) =>
  grants(server, 'refresh_token').length;

/** Time passes, and the last look of it is done. */
async function pass(
  { browser }: SignedInContext,
  seconds: number,
): Promise<void> {
  // A look takes a moment, also one that finds nothing to do: the clock of a test would not wait for it.
  browser.computer.advance(seconds - LOOK);
  await settled();
  browser.computer.advance(LOOK);
  await settled();
}

/** As `pass`, look by look: each has the answer of the one before. */
async function passLooking(
  context: SignedInContext,
  seconds: number,
): Promise<void> {
  for (let time = 0; time < seconds; time += LOOK) await pass(context, LOOK);
}

/** The token server gives tokens of another life from now on, in seconds; the API takes them. */
function giveTokens({ server }: SignedInContext, expires_in: unknown): void {
  let count = 0;
  server.post('/oauth/token', () => {
    count += 1;
    return new MirageResponse(
      200,
      {},
      {
        access_token: `access-${count}`,
        refresh_token: `refresh-${count}`,
        token_type: 'Bearer',
        expires_in,
      },
    );
  });
  server.get('/api/me', () => ({ id: userId(1), email: DEMO_ACCOUNT.email }));
}

async function signInAnew({ session }: SignedInContext): Promise<void> {
  await session.signIn('password', {
    username: DEMO_ACCOUNT.email,
    password: DEMO_ACCOUNT.password,
  });
}

/** The token server answers like this from now on; tells at which second each question came. */
function answerRenewals(
  { server, browser }: SignedInContext,
  answer: () => MirageResponse,
): number[] {
  const begin = browser.now();
  const times: number[] = [];
  server.post('/oauth/token', () => {
    times.push((browser.now() - begin) / SECOND);
    return answer();
  });
  return times;
}

const refused = () => new MirageResponse(400, {}, { error: 'invalid_grant' });

module('Unit | services | session keeper', function (hooks) {
  setupTest(hooks);

  module('ahead of the end', function (nested) {
    setupSignedIn(nested);
    const openTab = setupTabs(nested);

    test('D8 a token is renewed once, shortly before its end, and then the next one', async function (this: SignedInContext, assert) {
      const before = bearer(this.session);
      await pass(this, HOUR - LEAD - LOOK);
      assert.strictEqual(renewals(this), 0);
      await pass(this, LOOK);
      assert.strictEqual(renewals(this), 1);
      assert.notStrictEqual(
        bearer(this.session)?.accessToken,
        before?.accessToken,
      );
      await passLooking(this, 2 * LEAD);
      assert.strictEqual(renewals(this), 1, 'and not again');
      await pass(this, HOUR - 3 * LEAD - LOOK);
      await pass(this, LOOK);
      assert.strictEqual(renewals(this), 2);
      assert.strictEqual(this.session.status, 'active');
    });

    for (const life of [0, 1, 5, MINUTE - 1]) {
      test(`D8 tokens of ${life} seconds are renewed when a request needs it, and not in a loop`, async function (this: SignedInContext, assert) {
        giveTokens(this, life);
        await signInAnew(this);
        await passLooking(this, 2 * MINUTE);
        assert.strictEqual(renewals(this), 0);

        await this.api.fetch('/api/me');
        assert.strictEqual(renewals(this), 1);
      });
    }

    for (const life of [25 * DAY, 30 * DAY, 400 * DAY]) {
      test(`D8 a token of ${life / DAY} days is renewed at its end, however large the number`, async function (this: SignedInContext, assert) {
        giveTokens(this, life);
        await signInAnew(this);
        await passLooking(this, MINUTE);
        this.browser.computer.turnClock(life - 2 * MINUTE - MINUTE);
        await pass(this, LOOK);
        assert.strictEqual(renewals(this), 0);
        await pass(this, MINUTE);
        assert.strictEqual(renewals(this), 1);
        await passLooking(this, MINUTE);
        assert.strictEqual(renewals(this), 1);
      });
    }

    for (const life of [-1, 'soon', {}]) {
      test(`D8 a renewal that is answered with a lifetime of ${JSON.stringify(life)} is tried again ever more slowly`, async function (this: SignedInContext, assert) {
        giveTokens(this, life);
        await pass(this, HOUR - LEAD);
        await passLooking(this, 10 * MINUTE);
        assert.true(renewals(this) >= 5);
        assert.true(renewals(this) <= 20, `${renewals(this)} in ten minutes`);
        assert.notStrictEqual(this.session.current, undefined);
      });
    }

    test('D8 a server that gives the same access token once more, for longer, is asked once', async function (this: SignedInContext, assert) {
      const { accessToken } = bearer(this.session)!;
      this.server.post(
        '/oauth/token',
        () =>
          new MirageResponse(
            200,
            {},
            {
              access_token: accessToken,
              refresh_token: 'another',
              token_type: 'Bearer',
              expires_in: HOUR,
            },
          ),
      );
      await pass(this, HOUR - LEAD);
      await passLooking(this, MINUTE);
      assert.strictEqual(renewals(this), 1);
      assert.strictEqual(bearer(this.session)?.refreshToken, 'another');
      assert.strictEqual(
        bearer(this.session)?.expiresAt,
        this.browser.now() + (HOUR - MINUTE) * SECOND,
        'a minute ago it came',
      );
    });

    test('D9 after eight hours of sleep there is one renewal, before the API is asked', async function (this: SignedInContext, assert) {
      this.browser.computer.turnClock(8 * HOUR);
      this.browser.wake();
      const answers = [this.api.fetch('/api/me'), this.api.fetch('/api/me')];
      await pass(this, LOOK);
      for (const answer of answers) {
        assert.strictEqual((await answer).status, 200);
      }
      const paths = requests(this.server)
        .map(({ url }) => url.pathname)
        .slice(1);
      assert.deepEqual(paths, ['/oauth/token', '/api/me', '/api/me']);
    });

    for (const days of [1, -1]) {
      test(`D10 a clock that is set by ${days} day costs one renewal, and no more`, async function (this: SignedInContext, assert) {
        this.browser.computer.turnClock(days * DAY);
        await passLooking(this, MINUTE);
        assert.strictEqual(renewals(this), 1);
        assert.strictEqual(this.session.status, 'active');
        await this.api.fetch('/api/me');
        assert.strictEqual(renewals(this), 1);
      });
    }

    test('G4 what another tab has renewed is not renewed again, and its end is what counts', async function (this: SignedInContext, assert) {
      const other = await openTab(this.browser.computer);
      await pass(this, HOUR / 2);
      await other.session.renew(bearer(this.session)!.accessToken);
      await settled();
      await pass(this, HOUR / 2);
      assert.strictEqual(renewals(this), 1);
      await pass(this, HOUR / 2 - LEAD);
      assert.strictEqual(renewals(this), 2);
    });

    test('D7 when another tab has signed out, nobody is asked any more', async function (this: SignedInContext, assert) {
      const other = await openTab(this.browser.computer);
      await other.session.signOut();
      await settled();
      const before = requests(this.server).length;
      await pass(this, HOUR - LEAD);
      await passLooking(this, 2 * LEAD);
      this.browser.wake();
      await settled();
      assert.strictEqual(requests(this.server).length, before);
    });

    test('D7 signed out elsewhere, and this tab was frozen: it finds out when it renews, and asks nobody', async function (this: SignedInContext, assert) {
      await this.browser.storage.delete(SESSION_KEY);
      const before = requests(this.server).length;
      await pass(this, HOUR - LEAD);
      assert.strictEqual(requests(this.server).length, before);
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'signed-out-elsewhere');
    });

    test('D9 a tab that wakes reads first what the others have done', async function (this: SignedInContext, assert) {
      await this.browser.storage.delete(SESSION_KEY);
      this.browser.wake();
      await settled();
      assert.strictEqual(this.session.reason, 'signed-out-elsewhere');
      assert.strictEqual(renewals(this), 0);
    });

    test('D15 refused ahead, the session goes on until its token has run out, and ends then', async function (this: SignedInContext, assert) {
      const times = answerRenewals(this, refused);
      await pass(this, HOUR - LEAD);
      await passLooking(this, LEAD - 2 * LOOK);
      assert.deepEqual(times, [HOUR - LEAD], 'asked once');
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual((await this.api.fetch('/api/me')).status, 200);

      await pass(this, 2 * LOOK);
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'expired');
      assert.strictEqual(times.length, 2, 'and asked once more at the end');
      await passLooking(this, MINUTE);
      assert.strictEqual(times.length, 2);
    });

    test('D15 refused ahead, but another tab has a newer token by then: that is taken', async function (this: SignedInContext, assert) {
      answerRenewals(this, refused);
      await pass(this, HOUR - LEAD);
      const record = (await this.browser.storage.get(SESSION_KEY)) as {
        session: object;
      };
      await this.browser.storage.set(SESSION_KEY, {
        ...record,
        session: {
          ...record.session,
          accessToken: 'of-a-sibling',
          refreshToken: 'of-a-sibling',
          expiresAt: this.browser.now() + HOUR * SECOND,
        },
      });
      await pass(this, LEAD);
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(bearer(this.session)?.accessToken, 'of-a-sibling');
    });

    test('a look while another is under way does nothing', async function (this: SignedInContext, assert) {
      const answer = new Deferred<MirageResponse>();
      let asked = 0;
      this.server.post('/oauth/token', () => {
        asked += 1;
        return answer.promise;
      });
      await pass(this, HOUR - LEAD - LOOK);
      this.browser.computer.advance(LOOK);
      await waitUntil(() => asked === 1);
      this.browser.computer.advance(MINUTE / 2);
      void keeperOf(this).tryNow();
      answer.resolve(new MirageResponse(503));
      await settled();
      assert.strictEqual(asked, 1);
    });
  });

  module('when a server fails', function (nested) {
    setupSignedIn(nested);

    test('D12 a token server that fails is asked again ever more slowly, while the API goes on', async function (this: SignedInContext, assert) {
      await pass(this, HOUR - LEAD - LOOK);
      const times = answerRenewals(this, () => new MirageResponse(503));
      await passLooking(this, LEAD);
      assert.deepEqual(
        times.map((time) => time - times[0]!),
        [0, 10, 25, 50],
        'by 5.75, 11.5 and 23 seconds, as soon as it looks',
      );
      assert.notStrictEqual(this.session.current, undefined);
    });

    test('D13 a wait that the token server asks for is kept, with some more by chance', async function (this: SignedInContext, assert) {
      await pass(this, HOUR - LEAD - LOOK);
      const times = answerRenewals(
        this,
        () => new MirageResponse(429, { 'Retry-After': '50' }),
      );
      await passLooking(this, LEAD);
      assert.deepEqual(
        times.map((time) => time - times[0]!),
        [0, 60],
      );
    });

    test('D12 with a token that has run out the wait grows, too, and the session is kept', async function (this: SignedInContext, assert) {
      this.browser.computer.turnClock(2 * HOUR);
      const times = answerRenewals(this, () => new MirageResponse(500));
      await passLooking(this, 10 * MINUTE);
      assert.true(times.length >= 6, `${times.length}`);
      assert.true(times.length <= 20, `${times.length} in ten minutes`);
      assert.strictEqual(this.session.status, 'unverified');
      assert.strictEqual(this.session.reason, 'unreachable');
      assert.ok(await this.browser.storage.get(SESSION_KEY));
    });

    test('D12 it recovers by itself, tells who waits for that, and begins with short waits the next time', async function (this: SignedInContext, assert) {
      let recovered = 0;
      const unsubscribe = keeperOf(this).onRecover(() => (recovered += 1));
      this.server.get('/api/me', () => new MirageResponse(0));
      await catchError(AuthError, this.api.fetch('/api/me'));
      assert.strictEqual(this.session.status, 'unverified');
      await passLooking(this, 3 * MINUTE);
      assert.strictEqual(recovered, 0);
      const asked = requestsTo(this.server, '/api/me').length;
      assert.true(asked <= 7, `${asked} in three minutes`);

      this.server.get('/api/me', () => ({ id: '1', email: 'a@b.test' }));
      await passLooking(this, 2 * MINUTE);
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(this.session.reason, 'signed-in');
      assert.strictEqual(recovered, 1);

      unsubscribe();
      this.server.get('/api/me', () => new MirageResponse(0));
      await catchError(AuthError, this.api.fetch('/api/me'));
      await pass(this, LOOK);
      this.server.get('/api/me', () => ({ id: '1', email: 'a@b.test' }));
      await pass(this, 2 * LOOK);
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(recovered, 1, 'who has stopped is not told');
    });

    test('D13 a wait that the API asks for is kept', async function (this: SignedInContext, assert) {
      this.server.get('/api/me', () => new MirageResponse(0));
      await catchError(AuthError, this.api.fetch('/api/me'));
      this.server.get(
        '/api/me',
        () => new MirageResponse(429, { 'Retry-After': '120' }),
      );
      await passLooking(this, 2 * MINUTE);
      assert.strictEqual(requestsTo(this.server, '/api/me').length, 2);
    });

    test('I8 a captive portal is no recovery', async function (this: SignedInContext, assert) {
      let recovered = 0;
      keeperOf(this).onRecover(() => (recovered += 1));
      this.server.get('/api/me', () => new MirageResponse(0));
      await catchError(AuthError, this.api.fetch('/api/me'));
      this.server.get(
        '/api/me',
        () =>
          new MirageResponse(200, { 'Content-Type': 'text/html' }, '<h1>Pay'),
      );
      await passLooking(this, MINUTE);
      assert.strictEqual(this.session.status, 'unverified');
      assert.strictEqual(recovered, 0);
    });

    test('D8 tokens without a life and an API that can’t be reached: the wait grows', async function (this: SignedInContext, assert) {
      giveTokens(this, 0);
      await signInAnew(this);
      this.server.get('/api/me', () => new MirageResponse(0));
      await catchError(AuthError, this.api.fetch('/api/me'));
      const before = renewals(this);
      await passLooking(this, 3 * MINUTE);
      assert.true(renewals(this) - before <= 14, `${renewals(this) - before}`);
    });

    test('D10 a clock that is put back does not make it wait for days', async function (this: SignedInContext, assert) {
      this.server.get('/api/me', () => new MirageResponse(0));
      await catchError(AuthError, this.api.fetch('/api/me'));
      await passLooking(this, MINUTE);
      this.server.get('/api/me', () => ({ id: '1', email: 'a@b.test' }));
      this.browser.computer.turnClock(-DAY);
      await pass(this, LOOK);
      assert.strictEqual(this.session.status, 'active');
    });

    test('D14 found out that it is over: it ends once, and the keeper keeps still', async function (this: SignedInContext, assert) {
      this.browser.computer.turnClock(2 * HOUR);
      answerRenewals(this, () => new MirageResponse(503));
      await catchError(AuthError, this.api.fetch('/api/me'));
      const times = answerRenewals(this, refused);
      await passLooking(this, MINUTE);
      assert.strictEqual(times.length, 1);
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'expired');
      await catchError(SessionEndedError, this.api.fetch('/api/me'));
    });
  });

  module('without a connection', function (nested) {
    setupSignedIn(nested);

    test('D11 nobody is asked while the browser is offline, and at once when it is back', async function (this: SignedInContext, assert) {
      const { computer } = this.browser;
      let recovered = 0;
      keeperOf(this).onRecover(() => (recovered += 1));
      computer.connect(false);
      assert.strictEqual(this.session.status, 'unverified');
      assert.strictEqual(this.session.reason, 'offline');
      const before = requests(this.server).length;
      await pass(this, HOUR - LEAD);
      await passLooking(this, 2 * LEAD);
      this.browser.wake();
      await settled();
      assert.strictEqual(requests(this.server).length, before);
      assert.ok(await this.browser.storage.get(SESSION_KEY));

      computer.connect(true);
      await settled();
      assert.strictEqual(renewals(this), 1, 'the token has run out meanwhile');
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(recovered, 1);
    });

    test('D11 with a token that is still good, the API is asked and no renewal made', async function (this: SignedInContext, assert) {
      const { computer } = this.browser;
      computer.connect(false);
      await passLooking(this, MINUTE);
      computer.connect(true);
      await settled();
      assert.strictEqual(renewals(this), 0);
      assert.strictEqual(requestsTo(this.server, '/api/me').length, 1);
      assert.strictEqual(this.session.status, 'active');
    });

    test('D11 a person who asks to try now is believed, and not the browser', async function (this: SignedInContext, assert) {
      this.browser.computer.connect(false);
      await keeperOf(this).tryNow();
      assert.strictEqual(requestsTo(this.server, '/api/me').length, 1);
      assert.strictEqual(this.session.status, 'active');
    });
  });

  module('a session with an end', function (nested) {
    setupSettings(nested, { SESSION_LIFETIME: `${3 * HOUR}` });
    setupSignedIn(nested);

    test('D21 it ends when its time is over, however well it is renewed, and the server is told', async function (this: SignedInContext, assert) {
      for (let hour = 0; hour < 3; hour += 1) {
        await pass(this, HOUR - LEAD);
      }
      assert.strictEqual(renewals(this), 3);
      await pass(this, 3 * LEAD - LOOK);
      assert.strictEqual(this.session.status, 'active');

      await pass(this, LOOK);
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'expired');
      assert.strictEqual(
        await this.browser.storage.get(SESSION_KEY),
        undefined,
      );
      assert.strictEqual(requestsTo(this.server, '/oauth/revoke').length, 2);
    });

    test('D21 D11 also without a connection', async function (this: SignedInContext, assert) {
      this.browser.computer.connect(false);
      this.browser.computer.turnClock(3 * HOUR);
      await pass(this, LOOK);
      assert.strictEqual(this.session.status, 'ended');
    });
  });
});
