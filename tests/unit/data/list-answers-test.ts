import { toDasherized, toServerName } from 'latchkey/data/attribute-names';
import {
  readCount,
  readHasNext,
  readUnsupported,
} from 'latchkey/data/list-answers';
import { module, test } from 'qunit';

const refusal = (...errors: unknown[]) => ({
  status: 400,
  content: { errors },
});

module('Unit | data | list answers', function () {
  test('the total is read as the common libraries write it', function (assert) {
    for (const meta of [
      { count: 23 },
      { total: 23 },
      { 'record-count': 23 },
      { record_count: 23 },
      { totalCount: 23 },
      { page: { total: 23 } },
      { pagination: { count: 23, page: 1, pages: 2 } },
    ]) {
      assert.strictEqual(readCount(meta), 23, JSON.stringify(meta));
    }
    assert.strictEqual(readCount({ count: 0 }), 0);
  });

  test('what is no number of anything is no total', function (assert) {
    for (const meta of [
      undefined,
      null,
      'x',
      [],
      {},
      { count: '23' },
      { count: -1 },
      { count: 2.5 },
      { count: Infinity },
      { page: 23 },
      { page: { count: null } },
      Object.create({ count: 23 }) as object,
    ]) {
      assert.strictEqual(readCount(meta), undefined, JSON.stringify(meta));
    }
  });

  test('a next page is what the links say, where there are any', function (assert) {
    assert.true(readHasNext({ next: '/users?page[number]=2' }));
    assert.true(readHasNext({ next: { href: '/users' } }));
    assert.false(readHasNext({ next: null }));
    assert.false(readHasNext({ next: '' }));
    for (const links of [undefined, null, 'x', {}, { self: '/users' }]) {
      assert.strictEqual(readHasNext(links), undefined);
    }
  });

  test('a 400 that names a parameter says what the API can’t do', function (assert) {
    for (const [parameter, feature] of [
      ['sort', 'sort'],
      ['page[number]', 'page'],
      ['page', 'page'],
      ['filter[search]', 'search'],
      ['filter', 'search'],
    ] as const) {
      const error = refusal(null, { source: {} }, { source: { parameter } });
      assert.strictEqual(readUnsupported(error), feature);
    }
  });

  test('any other error says nothing of that', function (assert) {
    const source = { parameter: 'filter[search]' };
    for (const error of [
      undefined,
      new TypeError('x'),
      { status: 422, content: { errors: [{ source }] } },
      { status: 400, content: '<html>' },
      { status: 400, content: { errors: 'x' } },
      refusal(),
      refusal({ source: { parameter: 'sorting' } }),
      refusal({ source: { parameter: 7 } }),
      refusal({ source: { pointer: '/data' } }),
      // Of what was searched for, not of searching.
      refusal({ code: 'invalid-parameter', source }),
    ]) {
      assert.strictEqual(readUnsupported(error), undefined);
    }
  });

  test('a name is understood in each manner, and written in that of the server', function (assert) {
    for (const name of ['first-name', 'first_name', 'firstName']) {
      assert.strictEqual(toDasherized(name), 'first-name');
    }
    assert.strictEqual(toDasherized('email'), 'email');
    assert.strictEqual(
      toServerName('-first-name', 'dasherized'),
      '-first-name',
    );
    assert.strictEqual(
      toServerName('-first-name', 'underscored'),
      '-first_name',
    );
    assert.strictEqual(
      toServerName('-first-name', 'camel-cased'),
      '-firstName',
    );
    assert.strictEqual(toServerName('-email', 'camel-cased'), '-email');
  });
});
