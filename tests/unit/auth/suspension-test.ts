import { SessionChangedError, SessionEndedError } from 'latchkey/auth/errors';
import type { SessionData } from 'latchkey/auth/session-data';
import { Suspension } from 'latchkey/auth/suspension';
import { module, test } from 'qunit';
import { catchError } from '../../helpers/catch-error';

const back: SessionData = {
  kind: 'bearer',
  provider: 'password',
  accessToken: 'new',
};

const pageWasLeft = () => new DOMException('The page was left.', 'AbortError');

module('Unit | auth | suspension', function () {
  test('all who wait get the session of the user who is back, and so do those who come later', async function (assert) {
    const suspension = new Suspension();
    const waiting = [
      suspension.resumed(),
      suspension.resumed(new AbortController().signal),
    ];
    suspension.resume(back);
    waiting.push(suspension.resumed());
    for (const session of await Promise.all(waiting)) {
      assert.strictEqual(session, back);
    }
  });

  test('all who wait are told why nobody comes back', async function (assert) {
    const suspension = new Suspension();
    const waiting = suspension.resumed();
    const waitingWithSignal = suspension.resumed(new AbortController().signal);
    const reason = new SessionChangedError();
    suspension.cancel(reason);
    for (const promise of [waiting, waitingWithSignal, suspension.resumed()]) {
      assert.strictEqual(
        await catchError(SessionChangedError, promise),
        reason,
      );
    }
  });

  test('what has happened first holds', async function (assert) {
    const resumed = new Suspension();
    resumed.resume(back);
    resumed.cancel(new SessionEndedError());
    assert.strictEqual(await resumed.resumed(), back);

    const cancelled = new Suspension();
    cancelled.cancel(new SessionEndedError());
    cancelled.resume(back);
    await catchError(SessionEndedError, cancelled.resumed());
  });

  test('E9 who gives up is told their own reason at once, and spoils it for nobody else', async function (assert) {
    const suspension = new Suspension();
    const leaving = new AbortController();
    const left = suspension.resumed(leaving.signal);
    const stays = suspension.resumed(new AbortController().signal);
    const reason = pageWasLeft();
    leaving.abort(reason);
    assert.strictEqual(await catchError(DOMException, left), reason);
    suspension.resume(back);
    assert.strictEqual(await stays, back);
  });

  test('E9 who has given up before does not wait', async function (assert) {
    const reason = pageWasLeft();
    const promise = new Suspension().resumed(AbortSignal.abort(reason));
    assert.strictEqual(await catchError(DOMException, promise), reason);
  });

  test('E9 who has waited hears no more of the signal', async function (assert) {
    const suspension = new Suspension();
    const { signal, ...controls } = listeningTo(new AbortController());
    const waiting = suspension.resumed(signal);
    assert.strictEqual(controls.listeners.size, 1);
    suspension.resume(back);
    await waiting;
    // The listener goes one turn after the answer has come.
    await Promise.resolve();
    assert.strictEqual(controls.listeners.size, 0);
  });
});

/** A signal that tells who listens to it. */
function listeningTo({ signal }: AbortController) {
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => {
    listeners.add(listener);
    add(type, listener, options);
  };
  signal.removeEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
  ) => {
    listeners.delete(listener);
    remove(type, listener);
  };
  return { signal, listeners };
}
