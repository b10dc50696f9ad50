import { assert as emberAssert } from '@ember/debug';
import { module, test } from 'qunit';

module('Unit | debug', function () {
  test('the tests run with the checks that Ember leaves out of production', function (assert) {
    assert.throws(() => emberAssert('checked', false), /checked/);
  });
});
