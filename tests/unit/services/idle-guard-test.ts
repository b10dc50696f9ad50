import { settled } from '@ember/test-helpers';
import { installSignedInPart } from 'latchkey/signed-in';
import { module, test } from 'qunit';
import { DEMO_ACCOUNT } from '../../../contract/seed';
import { setupTest } from '../../helpers';
import type { FakeComputer } from '../../helpers/fake-browser';
import { requestsTo } from '../../helpers/requests';
import { setupTabs, type Tab } from '../../helpers/second-tab';
import { setupSettings } from '../../helpers/settings';
import {
  setupSignedIn,
  type SignedInContext,
} from '../../helpers/signed-in-part';
import { SESSION_KEY } from '../../helpers/signed-in';
import { bearer } from '../../helpers/bearer';

const TIMEOUT = 900;
const WARNING = 60;
const DAY = 86_400;

/** Where the last sign of life is written down: `app/services/idle-guard.ts`. */
const LAST_SIGN = 'last-sign-of-life';
const CHANNEL = 'latchkey:sign-of-life';

/** A tab, be it the test's own. */
type AnyTab = Pick<Tab, 'browser' | 'owner' | 'session'>;

const guardOf = ({ owner }: AnyTab) => owner.lookup('service:idle-guard');
const secondsLeft = (tab: AnyTab) => guardOf(tab).secondsLeft;

/** Time passes, and all that is done in it is done. */
async function pass({ browser }: AnyTab, seconds: number): Promise<void> {
  browser.computer.advance(seconds);
  await settled();
}

/** Whoever is at the machine does something; what is written down by that is written. */
async function touch({ browser }: AnyTab): Promise<void> {
  browser.touch();
  await settled();
}

module('Unit | services | idle guard', function (hooks) {
  setupTest(hooks);

  module('where it is wanted', function (nested) {
    setupSettings(nested, {
      IDLE_TIMEOUT: `${TIMEOUT}`,
      IDLE_WARNING: `${WARNING}`,
    });
    setupSignedIn(nested);
    const openTab = setupTabs(nested);

    const settings = {
      IDLE_TIMEOUT: `${TIMEOUT}`,
      IDLE_WARNING: `${WARNING}`,
    };

    /** Another tab of the same browser, whose pages are open. */
    async function openAnother(computer: FakeComputer): Promise<Tab> {
      const tab = await openTab(computer);
      const service = tab.owner.lookup('service:settings');
      service.written = { ...service.written, ...settings };
      installSignedInPart(tab.owner);
      await settled();
      return tab;
    }

    test('nobody is asked until it is time, then the seconds are counted, then the user is signed out', async function (this: SignedInContext, assert) {
      await pass(this, TIMEOUT - WARNING - 1);
      assert.strictEqual(secondsLeft(this), undefined);
      await pass(this, 1);
      assert.strictEqual(secondsLeft(this), WARNING);
      await pass(this, 1);
      assert.strictEqual(secondsLeft(this), WARNING - 1);
      await pass(this, WARNING - 2);
      assert.strictEqual(secondsLeft(this), 1);
      assert.strictEqual(this.session.status, 'active');

      await pass(this, 1);
      assert.strictEqual(secondsLeft(this), undefined);
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'idle');
      assert.strictEqual(
        await this.browser.storage.get(SESSION_KEY),
        undefined,
      );
      assert.strictEqual(requestsTo(this.server, '/oauth/revoke').length, 2);
    });

    test('a sign of life begins the time anew, also while it is asked for', async function (this: SignedInContext, assert) {
      await pass(this, TIMEOUT - 1);
      assert.strictEqual(secondsLeft(this), 1);
      await touch(this);
      assert.strictEqual(secondsLeft(this), undefined);
      await pass(this, TIMEOUT - WARNING - 1);
      assert.strictEqual(secondsLeft(this), undefined);
      await pass(this, WARNING);
      assert.strictEqual(secondsLeft(this), 1);
      guardOf(this).stay();
      assert.strictEqual(secondsLeft(this), undefined);
      await pass(this, TIMEOUT - 1);
      assert.strictEqual(this.session.status, 'active');
    });

    test('a sign that comes too late is none', async function (this: SignedInContext, assert) {
      this.browser.computer.turnClock(TIMEOUT);
      await touch(this);
      guardOf(this).stay();
      assert.strictEqual(secondsLeft(this), undefined);
      await pass(this, 1);
      assert.strictEqual(this.session.reason, 'idle');
    });

    test('D9 a machine that wakes after a night signs out at once, before anybody touches it', async function (this: SignedInContext, assert) {
      this.browser.computer.turnClock(DAY / 3);
      this.browser.wake();
      await touch(this);
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'idle');
    });

    test('whoever is in one tab is there in all of them', async function (this: SignedInContext, assert) {
      const other = await openAnother(this.browser.computer);
      await pass(this, TIMEOUT - WARNING + 10);
      assert.strictEqual(secondsLeft(this), WARNING - 10);
      assert.strictEqual(secondsLeft(other), WARNING - 10);
      await touch(other);
      assert.strictEqual(secondsLeft(this), undefined);
      assert.strictEqual(secondsLeft(other), undefined);

      await pass(this, TIMEOUT - 1);
      assert.strictEqual(secondsLeft(this), 1);
      guardOf(this).stay();
      assert.strictEqual(secondsLeft(other), undefined);
    });

    test('“Stay” is told at once, even right after another sign', async function (this: SignedInContext, assert) {
      const other = await openAnother(this.browser.computer);
      const told: unknown[] = [];
      this.browser.computer.openChannel(CHANNEL, (time) => told.push(time));
      await touch(other);
      await pass(this, 1);
      await touch(other);
      assert.strictEqual(told.length, 1, 'signs are told every five seconds');
      guardOf(other).stay();
      assert.strictEqual(told.length, 2);
      await pass(this, 5);
      await touch(other);
      assert.strictEqual(told.length, 3);
    });

    test('D14 nobody is in any of them: all end, with the same reason', async function (this: SignedInContext, assert) {
      const other = await openAnother(this.browser.computer);
      await pass(this, TIMEOUT);
      for (const { session } of [this, other]) {
        assert.strictEqual(session.status, 'ended');
        assert.strictEqual(session.reason, 'idle');
      }
    });

    test('a tab without pages of the signed-in part hears the reason, too', async function (this: SignedInContext, assert) {
      const other = await openTab(this.browser.computer);
      await pass(this, TIMEOUT);
      assert.strictEqual(other.session.reason, 'idle');
    });

    test('a tab that is opened later knows since when nobody is there', async function (this: SignedInContext, assert) {
      await touch(this);
      await pass(this, TIMEOUT - WARNING + 10);
      const other = await openAnother(this.browser.computer);
      assert.strictEqual(secondsLeft(other), WARNING - 10);
    });

    test('a session that is restored after its time is over at once', async function (this: SignedInContext, assert) {
      await touch(this);
      this.browser.computer.turnClock(TIMEOUT);
      const other = await openAnother(this.browser.computer);
      assert.strictEqual(other.session.reason, 'idle');
    });

    test('a restored session that is renewed before its time is known is no new sign-in', async function (this: SignedInContext, assert) {
      await touch(this);
      const other = await openTab(this.browser.computer);
      const service = other.owner.lookup('service:settings');
      service.written = { ...service.written, ...settings };
      await pass(this, TIMEOUT - WARNING + 10);
      await other.session.renew(bearer(other.session)!.accessToken);
      assert.strictEqual(other.session.reason, 'signed-in');
      installSignedInPart(other.owner);
      await settled();
      assert.strictEqual(secondsLeft(other), WARNING - 10);
    });

    test('what was written down for the session before says nothing of the next one', async function (this: SignedInContext, assert) {
      await touch(this);
      await this.session.signOut();
      await settled();
      this.browser.computer.turnClock(DAY);
      await this.session.signIn('password', {
        username: DEMO_ACCOUNT.email,
        password: DEMO_ACCOUNT.password,
      });
      const other = await openAnother(this.browser.computer);
      await pass(this, 1);
      for (const { session } of [this, other]) {
        assert.strictEqual(session.status, 'active');
      }
      await pass(this, TIMEOUT - WARNING);
      assert.strictEqual(secondsLeft(this), WARNING - 1);
    });

    test('garbage that is written down, or told, is no sign', async function (this: SignedInContext, assert) {
      const { signInId } = bearer(this.session)!;
      const { computer, storage } = this.browser;
      await pass(this, TIMEOUT - WARNING);
      const channel = computer.openChannel(CHANNEL, () => undefined);
      const later = this.browser.now() + 1;
      for (const time of [
        undefined,
        null,
        'now',
        NaN,
        Infinity,
        later,
        {},
        [later],
      ]) {
        channel.post(time);
        assert.strictEqual(secondsLeft(this), WARNING, typeof time);
      }
      for (const value of [
        later,
        'x',
        { time: later, signInId },
        { time: 'x', signInId },
        { time: this.browser.now(), signInId: 'of-another' },
      ]) {
        await storage.set(LAST_SIGN, value);
      }
      await pass(this, WARNING);
      assert.strictEqual(this.session.reason, 'idle');
    });

    test('a tab that was frozen, and has not heard that somebody is there, ends nothing', async function (this: SignedInContext, assert) {
      const { computer } = this.browser;
      const whenThawed: (() => void)[] = [];
      const openChannel = computer.openChannel.bind(computer);
      computer.openChannel = (name, onMessage) =>
        openChannel(name, (message) =>
          whenThawed.push(() => onMessage(message)),
        );
      const frozen = await openAnother(computer);
      computer.openChannel = openChannel;

      for (let time = 0; time < 2 * TIMEOUT; time += TIMEOUT / 3) {
        await touch(this);
        await pass(this, TIMEOUT / 3);
      }
      assert.strictEqual(frozen.session.status, 'active');
      assert.strictEqual(this.session.status, 'active');
      assert.true(whenThawed.length > 0, 'it has really heard nothing');
    });

    test('D10 a clock that is put back does not switch it off', async function (this: SignedInContext, assert) {
      await touch(this);
      this.browser.computer.turnClock(-DAY);
      await pass(this, 1);
      await pass(this, TIMEOUT - WARNING);
      assert.strictEqual(secondsLeft(this), WARNING);
      await touch(this);
      const sign = (await this.browser.storage.get(LAST_SIGN)) as {
        time: number;
      };
      assert.strictEqual(sign.time, this.browser.now(), 'and is told');
      await pass(this, TIMEOUT + 1);
      assert.strictEqual(this.session.reason, 'idle');
    });

    test('G8 one sign is written once, and told once', async function (this: SignedInContext, assert) {
      const other = await openAnother(this.browser.computer);
      await pass(this, 10);
      const told: unknown[] = [];
      this.browser.computer.openChannel(CHANNEL, (time) => told.push(time));
      const { storage } = this.browser;
      let writes = 0;
      const set = storage.set.bind(storage);
      storage.set = (key, value) => {
        if (key === LAST_SIGN) writes += 1;
        return set(key, value);
      };
      await touch(other);
      await pass(this, 1);
      assert.deepEqual([told.length, writes], [1, 1]);

      await this.session.signIn('password', {
        username: DEMO_ACCOUNT.email,
        password: DEMO_ACCOUNT.password,
      });
      await pass(this, 2);
      assert.true(told.length <= 3, `${told.length} after a new sign-in`);
    });

    test('a browser that keeps nothing is guarded all the same', async function (this: SignedInContext, assert) {
      const { storage } = this.browser;
      const refuse = () =>
        Promise.reject<void>(new DOMException('No.', 'SecurityError'));
      storage.set = storage.get = refuse;
      await touch(this);
      await pass(this, TIMEOUT - 1);
      assert.strictEqual(secondsLeft(this), 1);
      await pass(this, 1);
      assert.strictEqual(this.session.reason, 'idle');
    });

    test('signed out, nobody is asked; the timers end with the app', async function (this: SignedInContext, assert) {
      await this.session.signOut();
      await settled();
      await pass(this, 2 * TIMEOUT);
      assert.strictEqual(secondsLeft(this), undefined);
      assert.strictEqual(this.session.reason, 'signed-out');
    });
  });

  module('where it is not', function (nested) {
    setupSignedIn(nested);

    test('nobody is asked or signed out, and nothing is written down', async function (this: SignedInContext, assert) {
      await touch(this);
      await pass(this, 3_000);
      assert.strictEqual(secondsLeft(this), undefined);
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(await this.browser.storage.get(LAST_SIGN), undefined);
    });
  });
});
