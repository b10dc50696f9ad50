import {
  click,
  currentURL,
  fillIn,
  find,
  findAll,
  focus,
  settled,
  triggerEvent,
  triggerKeyEvent,
  visit,
  waitFor,
  waitUntil,
} from '@ember/test-helpers';
import { a11yAudit } from 'ember-a11y-testing/test-support';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import type { Todo } from '../../mirage/schema';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requests } from '../helpers/requests';
import { signedIn } from '../helpers/signed-in';
import { EMAIL, PASSWORD, SIGN_IN } from '../helpers/sign-in';
import { DEMO_ACCOUNT } from '../../contract/seed';
import { appears, disappears, press, type } from '../helpers/unsettled';

const NEW = '#todo-new';
const ADD = '.todo-add';
const ADD_ALERT = `${ADD} [role="alert"]`;
const COUNT = 'main [role="status"].count';
const TOLD = 'main > [role="status"].visually-hidden';
const LIST_ALERT = 'main > [role="alert"]';
const BAR = '.todo-bar';
const UNDO = `${BAR} .button`;
const SEARCH = '#todos-search';

const titles = () =>
  findAll('.todo-title').map((title) => title.textContent.trim());
const row = (index: number) => `.todo:nth-child(${index})`;
const box = (index: number) => `${row(index)} .todo-box`;
const editButton = (index: number) => `${row(index)} .todo-edit`;
const deleteButton = (index: number) => `${row(index)} .todo-delete`;
const alertOf = (index: number) => `${row(index)} > [role="alert"]`;
const titleField = '.todo-editor input';

/** The record as the server has it now. */
function now(todo: Todo | undefined): Todo | undefined {
  todo?.reload();
  return todo;
}

/** An answer that comes when the test says so. */
function held() {
  let answer!: (response: Response) => void;
  const response = new Promise<Response>((resolve) => (answer = resolve));
  return { answer, response };
}

const refusal = (status: number, error: object = {}) =>
  new Response(
    status,
    { 'Content-Type': 'application/vnd.api+json' },
    { errors: [{ status: String(status), ...error }] },
  );

module('Acceptance | to-dos', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(async function (this: AppTestContext) {
    this.server.schema.all('todo').destroy();
    await signedIn(this);
  });

  /** To-dos of these titles, the first one on top. */
  const has = ({ server }: AppTestContext, ...wanted: string[]): Todo[] =>
    [...wanted]
      .reverse()
      .map((title) => server.create('todo', { title }))
      .reverse();

  const stored = ({ server }: AppTestContext) =>
    server.schema
      .all('todo')
      .models.map(({ title }) => title)
      .sort();

  const sent = ({ server }: AppTestContext, method: string) =>
    requests(server).filter(
      (request) =>
        request.method === method &&
        request.url.pathname.startsWith('/api/todos'),
    );

  module('adding', function () {
    test('Enter adds a to-do on top; the field is empty then, and keeps the focus', async function (this: AppTestContext, assert) {
      has(this, 'Older');
      await visit('/todos');
      assert.dom('h1').hasText('Todos');
      assert.dom(`label[for="todo-new"]`).hasText('New to-do');
      await focus(NEW);
      await fillIn(NEW, '  Buy bread ');
      await triggerEvent(ADD, 'submit');

      assert.deepEqual(titles(), ['Buy bread', 'Older']);
      assert.dom(NEW).hasNoValue();
      assert.dom(NEW).isFocused();
      assert.dom(COUNT).hasText('2 to-dos');
      assert.dom(TOLD).hasText('Added: Buy bread');
      const [request] = sent(this, 'POST');
      assert.deepEqual(JSON.parse(request?.body ?? ''), {
        data: { type: 'todos', attributes: { title: '  Buy bread ' } },
      });
    });

    test('nothing is sent for an empty field', async function (this: AppTestContext, assert) {
      await visit('/todos');
      await fillIn(NEW, '   ');
      await triggerEvent(ADD, 'submit');
      assert.strictEqual(sent(this, 'POST').length, 0);
      assert.dom(NEW).isFocused();
    });

    test('J1 two submits send one request; what is typed meanwhile stays', async function (this: AppTestContext, assert) {
      await visit('/todos');
      this.server.timing = 100;
      type(NEW, 'Buy bread');
      void triggerEvent(ADD, 'submit');
      await waitFor(`${ADD}[aria-busy="true"]`);
      void triggerEvent(ADD, 'submit');
      press(`${ADD} button`);
      type(NEW, 'Buy milk');
      await settled();
      assert.strictEqual(sent(this, 'POST').length, 1);
      assert.dom(NEW).hasValue('Buy milk');
      assert.deepEqual(titles(), ['Buy bread']);
    });

    test('what the API refuses is told in our words, and the text stays', async function (this: AppTestContext, assert) {
      await visit('/todos');
      await fillIn(NEW, 'a'.repeat(501));
      await triggerEvent(ADD, 'submit');
      assert.dom(ADD_ALERT).hasText('This is too long.');
      assert.dom(NEW).hasValue('a'.repeat(501));
      assert.dom(NEW).hasAria('invalid', 'true');
      assert.dom(NEW).isFocused();
      assert.deepEqual(titles(), []);
      await a11yAudit();

      await fillIn(NEW, 'Shorter');
      await triggerEvent(ADD, 'submit');
      assert.dom(ADD_ALERT).hasText('');
      assert.deepEqual(titles(), ['Shorter']);
    });

    for (const trouble of ['offline', 'api-503', 'html-page'] as const) {
      test(`J7 the text stays when the API can't be reached (${trouble}), and the next attempt works`, async function (this: AppTestContext, assert) {
        await visit('/todos');
        this.server.troubles.begin(trouble);
        await fillIn(NEW, 'Buy bread');
        await triggerEvent(ADD, 'submit');
        assert.dom(ADD_ALERT).includesText('Not saved.');
        assert.dom(NEW).hasValue('Buy bread');
        assert.dom(NEW).isFocused();

        this.server.troubles.end();
        await triggerEvent(ADD, 'submit');
        assert.deepEqual(titles(), ['Buy bread']);
        assert.deepEqual(stored(this), ['Buy bread']);
      });
    }

    test('D14 the session ends while one is added: signed in again, exactly one is added', async function (this: AppTestContext, assert) {
      await visit('/todos');
      for (const token of this.server.schema.all('accessToken').models) {
        token.update({ revokedAt: 1 });
      }
      this.server.schema.all('refreshToken').destroy();
      type(NEW, 'Buy bread');
      void triggerEvent(ADD, 'submit');
      await appears('dialog');
      assert.strictEqual(currentURL(), '/todos');
      assert.dom(NEW).hasValue('Buy bread');

      type(`dialog ${EMAIL}`, DEMO_ACCOUNT.email);
      type(`dialog ${PASSWORD}`, DEMO_ACCOUNT.password);
      press(`dialog ${SIGN_IN}`);
      await disappears('dialog');
      await settled();
      assert.deepEqual(stored(this), ['Buy bread']);
      assert.deepEqual(titles(), ['Buy bread']);
      assert.dom(NEW).hasNoValue();
    });

    test('what was just added is shown under any filter, until another view is asked for', async function (this: AppTestContext, assert) {
      has(this, 'Older');
      await visit('/todos?status=done');
      await fillIn(NEW, 'Buy bread');
      await triggerEvent(ADD, 'submit');
      assert.deepEqual(titles(), ['Buy bread']);
      await click('.todo-filters a:nth-child(2)');
      assert.deepEqual(titles(), ['Buy bread', 'Older']);
    });
  });

  module('completing', function () {
    test('the box completes at once, and opens again', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread');
      await visit('/todos');
      assert.dom(box(1)).isNotChecked();
      this.server.timing = 100;
      press(box(1));
      await waitFor(`${row(1)}[data-done]`);
      assert.strictEqual(now(todo)?.completedAt, null, 'not answered yet');
      await settled();
      assert.dom(TOLD).hasText('Completed: Buy bread');
      assert.ok(now(todo)?.completedAt);

      await click(box(1));
      assert.dom(box(1)).isNotChecked();
      assert.dom(TOLD).hasText('Open again: Buy bread');
      assert.strictEqual(now(todo)?.completedAt, null);
      assert.deepEqual(
        sent(this, 'PATCH').map(({ body }) =>
          Object.entries((JSON.parse(body) as Body).data.attributes),
        ),
        [[['completed', true]], [['completed', false]]],
        'nothing else is sent',
      );
    });

    test('what the API does not take goes back, and is told', async function (this: AppTestContext, assert) {
      has(this, 'Buy bread');
      await visit('/todos');
      this.server.troubles.begin('api-503');
      await click(box(1));
      assert.dom(box(1)).isNotChecked();
      assert.dom(row(1)).doesNotHaveAttribute('data-done');
      assert.dom(alertOf(1)).includesText('Not saved. The server');
      this.server.troubles.end();
      await click(box(1));
      assert.dom(box(1)).isChecked();
      assert.dom(alertOf(1)).hasText('');
    });

    test('three quick presses come out as the last one, each based on the one before', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread');
      await visit('/todos');
      this.server.timing = 50;
      press(box(1));
      press(box(1));
      press(box(1));
      await settled();
      assert.dom(box(1)).isChecked();
      assert.dom(alertOf(1)).hasText('');
      assert.ok(now(todo)?.completedAt);
      assert.strictEqual(todo?.version, 4);
    });

    test('under the filter Open it leaves the list, and the focus goes to the next one', async function (this: AppTestContext, assert) {
      has(this, 'One', 'Two', 'Three');
      await visit('/todos?status=open');
      await focus(box(2));
      await click(box(2));
      assert.deepEqual(titles(), ['One', 'Three']);
      assert.dom(COUNT).hasText('2 to-dos');
      assert.dom(box(2)).isFocused();
      await click(box(2));
      assert.dom(box(1)).isFocused();
      await click(box(1));
      assert.dom('.empty').includesText('Nothing is open. Well done.');
      assert.dom(NEW).isFocused();
    });
  });

  module('editing', function () {
    test('Enter saves where it stands, and the focus goes back', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread');
      await visit('/todos');
      assert
        .dom(editButton(1))
        .hasAria('label', 'Edit: Buy bread', 'each button says which');
      await click(editButton(1));
      assert.dom(titleField).hasValue('Buy bread');
      assert.dom(titleField).isFocused();
      await a11yAudit();
      await fillIn(titleField, 'Buy rye bread');
      await fillIn('.todo-editor textarea', 'Two\nloaves');
      await triggerEvent('.todo-editor', 'submit');

      assert.deepEqual(titles(), ['Buy rye bread']);
      assert.dom('.todo-description').hasText('Two loaves');
      assert.dom(editButton(1)).isFocused();
      assert.dom(TOLD).hasText('Saved: Buy rye bread');
      assert.strictEqual(now(todo)?.title, 'Buy rye bread');
      assert.strictEqual(todo?.description, 'Two\nloaves');
    });

    test('Escape cancels, and nothing is sent', async function (this: AppTestContext, assert) {
      has(this, 'Buy bread');
      await visit('/todos');
      await click(editButton(1));
      await fillIn(titleField, 'Lost');
      await triggerKeyEvent(titleField, 'keydown', 'Escape');
      assert.dom('.todo-editor').doesNotExist();
      assert.deepEqual(titles(), ['Buy bread']);
      assert.dom(editButton(1)).isFocused();

      await click(editButton(1));
      await triggerEvent('.todo-editor', 'submit');
      assert.strictEqual(sent(this, 'PATCH').length, 0, 'nothing was changed');
    });

    test('an empty title is refused here; a long one by the API, with what was typed still there', async function (this: AppTestContext, assert) {
      has(this, 'Buy bread');
      await visit('/todos');
      await click(editButton(1));
      await fillIn(titleField, ' ');
      await triggerEvent('.todo-editor', 'submit');
      assert.dom('.todo-editor .problem').hasText('A to-do needs a title.');
      assert.dom(titleField).isFocused();
      assert.strictEqual(sent(this, 'PATCH').length, 0);
      await a11yAudit();

      await fillIn(titleField, 'a'.repeat(501));
      await triggerEvent('.todo-editor', 'submit');
      assert.dom('.todo-editor .problem').hasText('This is too long.');
      assert.dom(titleField).hasValue('a'.repeat(501));
      assert.dom(titleField).isFocused();
      await triggerKeyEvent(titleField, 'keydown', 'Escape');
      assert.deepEqual(titles(), ['Buy bread'], 'it has gone back');
    });

    test('a failure goes back and keeps what was typed', async function (this: AppTestContext, assert) {
      has(this, 'Buy bread');
      await visit('/todos');
      await click(editButton(1));
      await fillIn(titleField, 'Buy rye bread');
      this.server.troubles.begin('offline');
      await triggerEvent('.todo-editor', 'submit');
      assert.dom(alertOf(1)).includesText('Not saved.');
      assert.dom(titleField).hasValue('Buy rye bread');
      this.server.troubles.end();
      await triggerEvent('.todo-editor', 'submit');
      assert.deepEqual(titles(), ['Buy rye bread']);
    });
  });

  module('somebody else has changed it', function () {
    const changeElsewhere = (todo: Todo | undefined, title: string) =>
      todo?.update({ title, version: todo.version + 1 });

    test('N9 what is there now is shown beside what was written, and the user chooses theirs', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread');
      await visit('/todos');
      changeElsewhere(todo, 'Buy cake');
      await click(editButton(1));
      await fillIn(titleField, 'Buy rye bread');
      await triggerEvent('.todo-editor', 'submit');

      assert.deepEqual(titles(), ['Buy cake']);
      assert.dom(alertOf(1)).includesText('changed elsewhere meanwhile');
      assert.dom(alertOf(1)).includesText('You wrote: Buy rye bread');
      assert.strictEqual(now(todo)?.title, 'Buy cake');
      await a11yAudit();

      await click(`${alertOf(1)} button:last-child`);
      assert.deepEqual(titles(), ['Buy cake']);
      assert.dom(alertOf(1)).hasText('');
      assert.dom(editButton(1)).isFocused();
    });

    test('N9 or their own', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread');
      await visit('/todos');
      changeElsewhere(todo, 'Buy cake');
      await click(editButton(1));
      await fillIn(titleField, 'Buy rye bread');
      await triggerEvent('.todo-editor', 'submit');
      await click(`${alertOf(1)} button:first-child`);
      assert.deepEqual(titles(), ['Buy rye bread']);
      assert.dom(alertOf(1)).hasText('');
      assert.strictEqual(now(todo)?.title, 'Buy rye bread');
    });

    test('N9 also where it was only completed', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread');
      await visit('/todos');
      changeElsewhere(todo, 'Sell bread');
      await click(box(1));
      assert.dom(box(1)).isNotChecked();
      assert.deepEqual(titles(), ['Sell bread']);
      assert.dom(alertOf(1)).includesText('You completed it.');
      await click(`${alertOf(1)} button:first-child`);
      assert.dom(box(1)).isChecked();
    });

    test('N9 what was changed elsewhere is not deleted', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread');
      await visit('/todos');
      changeElsewhere(todo, 'Buy cake');
      await click(deleteButton(1));
      await click(`${BAR} .link`);
      assert.dom(BAR).includesText('Not deleted: Buy bread.');
      assert.dom(BAR).includesText('changed elsewhere');
      assert.deepEqual(titles(), ['Buy cake']);
    });

    test('one that is gone meanwhile leaves the list', async function (this: AppTestContext, assert) {
      const [todo] = has(this, 'Buy bread', 'Buy milk');
      await visit('/todos');
      todo?.destroy();
      await click(box(1));
      assert.deepEqual(titles(), ['Buy milk']);
    });
  });

  module('deleting', function () {
    test('the row goes at once, the request when the time to undo is over', async function (this: AppTestContext, assert) {
      has(this, 'One', 'Two', 'Three');
      await visit('/todos');
      await click(deleteButton(2));
      assert.deepEqual(titles(), ['One', 'Three']);
      assert.dom(COUNT).hasText('2 to-dos');
      assert.dom(`${BAR} [role="status"]`).hasText('Deleted: Two');
      assert.dom(box(2)).isFocused('the next row');
      assert.strictEqual(sent(this, 'DELETE').length, 0);
      await a11yAudit();

      this.browser.computer.advance(7);
      await settled();
      assert.strictEqual(sent(this, 'DELETE').length, 0);
      this.browser.computer.advance(2);
      await settled();
      assert.deepEqual(stored(this), ['One', 'Three']);
      assert.dom(`${BAR} [role="status"]`).hasText('');
      assert.deepEqual(titles(), ['One', 'Three']);
    });

    test('Undo brings it back to its place, and nothing was sent', async function (this: AppTestContext, assert) {
      has(this, 'One', 'Two', 'Three');
      await visit('/todos');
      await click(deleteButton(2));
      await click(UNDO);
      assert.deepEqual(titles(), ['One', 'Two', 'Three']);
      assert.dom(COUNT).hasText('3 to-dos');
      assert.dom(box(2)).isFocused();
      assert.dom(TOLD).hasText('Back again: Two');
      this.browser.computer.advance(60);
      await settled();
      assert.strictEqual(sent(this, 'DELETE').length, 0);
    });

    test('Ctrl+Z undoes it too', async function (this: AppTestContext, assert) {
      has(this, 'One', 'Two');
      await visit('/todos');
      await click(deleteButton(1));
      await triggerKeyEvent(box(1), 'keydown', 'Z', { ctrlKey: true });
      assert.deepEqual(titles(), ['One', 'Two']);
    });

    test('while somebody is at the button the time does not run out', async function (this: AppTestContext, assert) {
      has(this, 'One', 'Two');
      await visit('/todos');
      await click(deleteButton(1));
      await focus(UNDO);
      this.browser.computer.advance(60);
      await settled();
      assert.dom(UNDO).exists();
      await focus(NEW);
      this.browser.computer.advance(9);
      await settled();
      assert.deepEqual(stored(this), ['Two']);
    });

    test('the last row is deleted: the focus goes to the one before, and then to the field', async function (this: AppTestContext, assert) {
      has(this, 'One', 'Two');
      await visit('/todos');
      await click(deleteButton(2));
      assert.dom(box(1)).isFocused();
      await click(deleteButton(1));
      assert.dom(NEW).isFocused();
      assert.dom('.empty').includesText('Nothing to do.');
      assert.deepEqual(stored(this), ['One'], 'only the last can be undone');
      await click(UNDO);
      assert.deepEqual(titles(), ['One']);
    });

    for (const [how, leave] of [
      ['another page of the app', () => visit('/users')],
      ['the page itself is left', ({ browser }) => browser.leave()],
      ['the bar is closed', () => click(`${BAR} .link`)],
      ['the user signs out', () => click('.account .button')],
    ] as [string, (context: AppTestContext) => unknown][]) {
      test(`nothing is forgotten: ${how}`, async function (this: AppTestContext, assert) {
        has(this, 'One', 'Two');
        await visit('/todos');
        await click(deleteButton(1));
        await leave(this);
        await settled();
        assert.deepEqual(stored(this), ['Two']);
      });
    }

    test('where it can’t be deleted it comes back, and is told', async function (this: AppTestContext, assert) {
      has(this, 'One', 'Two');
      await visit('/todos');
      this.server.delete('/api/todos/:id', () => refusal(500));
      await click(deleteButton(1));
      await click(`${BAR} .link`);
      assert.deepEqual(titles(), ['One', 'Two']);
      assert.dom(`${BAR} [role="alert"]`).includesText('Not deleted: One.');
      await a11yAudit();
      await click(`${BAR} .link`);
      assert.dom(`${BAR} [role="alert"]`).hasText('');
    });
  });

  module('finding', function () {
    const fill = (context: AppTestContext, count: number) =>
      has(context, ...Array.from({ length: count }, (_, n) => `No ${n + 1}`));

    test('fifty a page; filter and search stand in the URL and begin at the first page', async function (this: AppTestContext, assert) {
      const all = fill(this, 120);
      for (const todo of all.slice(0, 3)) {
        todo.update({ completedAt: '2026-02-01T00:00:00.000Z' });
      }
      await visit('/todos');
      assert.dom('.todo').exists({ count: 50 });
      assert.dom(COUNT).hasText('120 to-dos');
      await click('[rel="next"]');
      assert.strictEqual(currentURL(), '/todos?page=2');
      assert.strictEqual(titles()[0], 'No 51');

      await click('.todo-filters a:nth-child(3)');
      assert.strictEqual(currentURL(), '/todos?status=done');
      assert.dom('.todo-filters [aria-current]').hasText('Done');
      assert.deepEqual(titles(), ['No 1', 'No 2', 'No 3']);
      assert.dom(COUNT).hasText('3 to-dos');

      await fillIn(SEARCH, 'no 2');
      assert.strictEqual(currentURL(), '/todos?search=no%202&status=done');
      assert.deepEqual(titles(), ['No 2']);
      await fillIn(SEARCH, 'nothing is called so');
      assert.dom('.empty').includesText('No to-do matches.');
      await click('.empty a');
      assert.strictEqual(currentURL(), '/todos');
      assert.dom('.todo').exists({ count: 50 });
    });

    test('nothing at all, nothing done, nothing on this page', async function (this: AppTestContext, assert) {
      await visit('/todos');
      assert
        .dom('.empty')
        .hasText('Nothing to do. Add your first to-do above.');
      await visit('/todos?status=done');
      assert.dom('.empty').includesText('Nothing is done yet.');
      await visit('/todos?page=9');
      assert.dom('.empty').includesText('There is nothing on this page.');
      await click('.empty a');
      assert.strictEqual(currentURL(), '/todos');
    });

    for (const query of [
      'page=0',
      'page=x',
      'status=constructor',
      'search=%25',
    ]) {
      test(`a query that makes no sense (${query}) does no harm`, async function (assert) {
        await visit(`/todos?${query}`);
        assert.dom('h1').hasText('Todos');
        assert.dom(LIST_ALERT).hasText('');
      });
    }

    test('the old rows stay, dimmed, until the new ones are there; a failure is told, and the retry works', async function (this: AppTestContext, assert) {
      fill(this, 60);
      await visit('/todos');
      this.server.timing = 50;
      void click('[rel="next"]');
      await waitFor('.todos[aria-busy="true"]');
      assert.strictEqual(titles()[0], 'No 1');
      await settled();
      this.server.timing = 0;
      assert.strictEqual(titles()[0], 'No 51');

      this.server.troubles.begin('api-503');
      await click('[rel="prev"]');
      assert.dom(LIST_ALERT).includesText('try again');
      this.server.troubles.end();
      await click(`${LIST_ALERT} button`);
      assert.dom(LIST_ALERT).hasText('');
      assert.strictEqual(titles()[0], 'No 1');
    });

    test('J12 texts are shown as texts, and a long word breaks', async function (this: AppTestContext, assert) {
      has(this, '<b>bold</b>', 'x'.repeat(400), '\u202eevil');
      await visit('/todos');
      assert.strictEqual(titles()[0], '<b>bold</b>');
      assert.dom('.todo b').doesNotExist();
      const list = find('.todos')!;
      assert.ok(list.scrollWidth <= list.clientWidth);
    });
  });

  test('G3 another user sees nothing of the one before', async function (this: AppTestContext, assert) {
    has(this, 'Secret');
    await visit('/todos');
    await click(deleteButton(1));
    await click('.account .button');
    await waitUntil(() => currentURL() === '/login');
    const trash = this.owner.lookup('service:todo-trash');
    assert.strictEqual(trash.latest, undefined);
    assert.notOk(document.body.textContent.includes('Secret'));
  });

  test('an answer that comes when the page is left does no harm', async function (this: AppTestContext, assert) {
    has(this, 'One');
    await visit('/todos');
    const { answer, response } = held();
    this.server.patch('/api/todos/:id', () => response);
    press(box(1));
    void visit('/users');
    await appears('table');
    answer(refusal(503));
    await settled();
    assert.dom('h1').hasText('Users');
  });
});

interface Body {
  data: { attributes: object };
}
