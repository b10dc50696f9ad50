import {
  onActivity,
  onConnection,
  onStorageChange,
  onWake,
} from 'latchkey/browser/events';
import { module, test } from 'qunit';

const fixture = () => document.querySelector('#qunit-fixture')!;

module('Unit | browser | events', function (hooks) {
  let told: unknown[];
  let unsubscribe: () => void;

  hooks.beforeEach(function () {
    told = [];
    unsubscribe = () => undefined;
  });
  hooks.afterEach(function () {
    unsubscribe();
  });

  /** How often it is told of something while it listens, and after that. */
  function heard(
    listen: (task: () => void) => () => void,
    cause: () => unknown,
  ) {
    told = [];
    unsubscribe = listen(() => told.push('told'));
    cause();
    const before = told.length;
    unsubscribe();
    cause();
    return [before, told.length - before];
  }

  test('a key, a press, a touch, a wheel and a scroll say that somebody is there', function (assert) {
    for (const event of [
      new KeyboardEvent('keydown', { key: 'a', bubbles: true }),
      new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }),
      new PointerEvent('pointerdown', { bubbles: true }),
      new Event('touchstart', { bubbles: true }),
      new WheelEvent('wheel', { bubbles: true }),
      new Event('scroll'),
    ]) {
      const cause = () => fixture().dispatchEvent(event);
      assert.deepEqual(heard(onActivity, cause), [1, 0], event.type);
    }
  });

  test('a mouse that only moves says nothing, nor do pages that load', function (assert) {
    for (const type of ['mousemove', 'pointermove', 'focus', 'load']) {
      const cause = () =>
        fixture().dispatchEvent(new Event(type, { bubbles: true }));
      assert.deepEqual(heard(onActivity, cause), [0, 0], type);
    }
  });

  test('activity is heard also where the page stops it on its way', function (assert) {
    const stopIt = (event: Event) => event.stopPropagation();
    fixture().addEventListener('pointerdown', stopIt);
    const cause = () =>
      fixture().dispatchEvent(new PointerEvent('pointerdown'));
    assert.deepEqual(heard(onActivity, cause), [1, 0]);
    fixture().removeEventListener('pointerdown', stopIt);
  });

  test('what leads to a button that answers is left to the button; another key is an answer', function (assert) {
    fixture().innerHTML = '<p data-answers><button><b>No</b></button></p>';
    const text = fixture().querySelector('b')!;
    const key = (name: string) =>
      new KeyboardEvent('keydown', { key: name, bubbles: true });
    for (const event of [
      new PointerEvent('pointerdown', { bubbles: true }),
      new Event('touchstart', { bubbles: true }),
      ...['Tab', 'Shift', 'Enter', ' '].map(key),
    ]) {
      const cause = () => text.dispatchEvent(event);
      assert.deepEqual(heard(onActivity, cause), [0, 0], event.type);
    }
    for (const event of ['a', 'Escape', 'ArrowDown'].map(key)) {
      const cause = () => text.dispatchEvent(event);
      assert.deepEqual(heard(onActivity, cause), [1, 0], event.key);
    }
  });

  test('C10 a page that Back has brought from a cache wakes; one that is loaded does not', function (assert) {
    const shown = (persisted: boolean) => () =>
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));
    assert.deepEqual(heard(onWake, shown(true)), [1, 0]);
    assert.deepEqual(heard(onWake, shown(false)), [0, 0]);
  });

  test('D9 a tab that is shown again wakes; one that is hidden does not', function (assert) {
    const changed = (value: DocumentVisibilityState) => () => {
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        value,
      });
      document.dispatchEvent(new Event('visibilitychange'));
      delete (document as { visibilityState?: unknown }).visibilityState;
    };
    assert.deepEqual(heard(onWake, changed('visible')), [1, 0]);
    assert.deepEqual(heard(onWake, changed('hidden')), [0, 0]);
  });

  test('D11 the connection is lost, and is back', function (assert) {
    unsubscribe = onConnection((isOnline) => told.push(isOnline));
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    unsubscribe();
    window.dispatchEvent(new Event('offline'));
    assert.deepEqual(told, [false, true]);
  });

  test('G6 what is ours was changed, or all was cleared; what others keep is nothing to us', function (assert) {
    const changed = (key: string | null) => () =>
      window.dispatchEvent(new StorageEvent('storage', { key }));
    const atTheRoot = (task: () => void) =>
      onStorageChange((name) => name, task);
    for (const key of [null, 'latchkey:session', 'latchkey:']) {
      assert.deepEqual(heard(atTheRoot, changed(key)), [1, 0]);
    }
    for (const key of ['', 'session', 'latchkey', 'latchkeys:session']) {
      assert.deepEqual(heard(atTheRoot, changed(key)), [0, 0]);
    }
    const below = (task: () => void) =>
      onStorageChange((name) => `${name}@/app/`, task);
    for (const key of [null, 'latchkey:session@/app/']) {
      assert.deepEqual(heard(below, changed(key)), [1, 0]);
    }
    for (const key of ['latchkey:session', 'latchkey:session@/other/']) {
      assert.deepEqual(heard(below, changed(key)), [0, 0]);
    }
  });
});
