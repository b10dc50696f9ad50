import { parseCurrentUser } from 'latchkey/auth/current-user';
import { module, test } from 'qunit';

const ada = { id: '7', email: 'ada@example.org', name: 'Ada Lovelace' };

module('Unit | auth | current user', function () {
  for (const [spelling, names] of Object.entries({
    dasherized: { 'first-name': 'Ada', 'last-name': 'Lovelace' },
    underscored: { first_name: 'Ada', last_name: 'Lovelace' },
    'camel-cased': { firstName: 'Ada', lastName: 'Lovelace' },
    'OpenID’s': { given_name: 'Ada', family_name: 'Lovelace' },
  })) {
    test(`a JSON:API document with ${spelling} attributes is understood`, function (assert) {
      const attributes = { email: ada.email, ...names };
      assert.deepEqual(
        parseCurrentUser({ data: { type: 'users', id: '7', attributes } }),
        ada,
      );
    });

    test(`a flat object with ${spelling} members is understood`, function (assert) {
      assert.deepEqual(
        parseCurrentUser({ id: '7', email: ada.email, ...names }),
        ada,
      );
    });
  }

  test('a flat object with a name is understood', function (assert) {
    assert.deepEqual(parseCurrentUser(ada), ada);
  });

  test('an OpenID answer is known by its sub', function (assert) {
    const { id, ...rest } = ada;
    assert.deepEqual(parseCurrentUser({ sub: id, ...rest }), ada);
    assert.deepEqual(parseCurrentUser({ sub: id, id: null, ...rest }), ada);
    assert.strictEqual(parseCurrentUser({ sub: 'a', id: 'b' })?.id, 'b');
  });

  test('an id that is a number becomes a text', function (assert) {
    assert.deepEqual(parseCurrentUser({ ...ada, id: 7 }), ada);
    assert.strictEqual(parseCurrentUser({ id: 0 })?.id, '0');
  });

  test('a user is called by the name, or else by first and last name, the e-mail, the id', function (assert) {
    const nameOf = (members: object) =>
      parseCurrentUser({ id: '7', ...members })?.name;
    const email = 'ada@example.org';
    assert.strictEqual(
      nameOf({ name: 'Countess', firstName: 'Ada', email }),
      'Countess',
    );
    assert.strictEqual(nameOf({ name: ' ', firstName: 'Ada', email }), 'Ada');
    assert.strictEqual(nameOf({ lastName: 'Lovelace', email }), 'Lovelace');
    assert.strictEqual(nameOf({ firstName: '', lastName: ' ', email }), email);
    assert.strictEqual(nameOf({ email }), email);
    assert.strictEqual(nameOf({ email: '  ' }), '7');
    assert.strictEqual(nameOf({}), '7');
  });

  test('J12 a name of markup, of another direction or of emoji stays as it is', function (assert) {
    for (const name of [
      '<b>Ada</b>',
      '\u05d0\u05d3\u05d4',
      '\u{1f511}',
      'J\u00fcrgen',
    ]) {
      assert.strictEqual(parseCurrentUser({ id: '7', name })?.name, name);
    }
  });

  test('I7 an attribute of another kind than text counts as absent', function (assert) {
    for (const value of [7, true, null, {}, ['x'], undefined]) {
      assert.deepEqual(
        parseCurrentUser({
          id: '7',
          email: value,
          name: value,
          'first-name': value,
          last_name: value,
        }),
        { id: '7', email: undefined, name: '7' },
      );
    }
  });

  test('I7 the first spelling that holds a text is taken', function (assert) {
    assert.strictEqual(
      parseCurrentUser({
        id: '7',
        'first-name': null,
        first_name: '',
        firstName: 'Ada',
      })?.name,
      'Ada',
    );
  });

  test('I7 attributes that are no object leave the resource itself', function (assert) {
    for (const attributes of [null, 'x', [], 7]) {
      assert.strictEqual(
        parseCurrentUser({ data: { id: '7', attributes, name: 'Ada' } })?.name,
        'Ada',
      );
    }
  });

  test('I7 what is no user is none', function (assert) {
    for (const document of [
      undefined,
      null,
      '',
      'ada',
      7,
      true,
      [],
      [ada],
      {},
      { data: null },
      { data: [] },
      { data: [{ type: 'users', id: '7' }] },
      { data: {} },
      { data: { type: 'users' } },
      { data: { attributes: { id: '7' } } },
      { id: null },
      { id: {} },
      { id: ['7'] },
      { id: true },
      { email: 'ada@example.org', name: 'Ada' },
      { errors: [{ title: 'Unauthorized' }] },
      Object.create(ada) as unknown,
      JSON.parse('{"__proto__":{"id":"7"}}') as unknown,
    ]) {
      assert.strictEqual(
        parseCurrentUser(document),
        undefined,
        JSON.stringify(document),
      );
    }
  });

  test('I7 an empty id is none', function (assert) {
    assert.strictEqual(parseCurrentUser({ id: '' }), undefined);
    assert.strictEqual(parseCurrentUser({ id: ' ', name: 'Ada' }), undefined);
    assert.strictEqual(parseCurrentUser({ id: '', sub: '7' })?.id, '7');
  });
});
