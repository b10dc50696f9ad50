import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Preprocessor } from 'content-tag';
import ts from 'typescript';
import { root } from '../child-process.ts';
import {
  mutate,
  MutationDoesNotApplyError,
  type Mutation,
} from '../mutate/mutation.ts';
import { mutations } from '../mutations/index.ts';

describe('mutations', () => {
  for (const mutation of mutations) {
    test(`the code has the guard without which ${mutation.name}`, () => {
      const { file } = mutation;
      const text = readFileSync(join(root, file), 'utf8');
      const mutated = mutate(text, mutation);
      assert.notEqual(mutated, text);
      assert.deepEqual(syntaxErrors(file, mutated), []);
      if (mutation.suite === 'server') {
        const tests = `server/tests/${mutation.tests}.test.ts`;
        assert.ok(existsSync(join(root, tests)), tests);
      }
    });
  }

  test('each has a name of its own', () => {
    const names = mutations.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
  });

  test('a text that is not there, or is there twice, is an error', () => {
    const mutation: Mutation = {
      name: 'x',
      file: 'x.ts',
      find: 'guard();',
      replace: '',
      suite: 'ember',
      filter: 'x',
    };
    assert.equal(mutate('a(); guard(); b();', mutation), 'a();  b();');
    for (const text of ['a();', 'guard(); guard();']) {
      assert.throws(() => mutate(text, mutation), MutationDoesNotApplyError);
    }
  });

  test('what takes the place of the guard stands there as it is', () => {
    const mutation: Mutation = {
      name: 'x',
      file: 'x.ts',
      find: 'guard()',
      replace: '$& $1',
      suite: 'ember',
      filter: 'x',
    };
    assert.equal(mutate('guard()', mutation), '$& $1');
  });
});

/**
 * Code that cannot be read would kill every test, and show nothing.
 * @throws where the `<template>` of a component cannot be found
 */
function syntaxErrors(file: string, text: string): readonly string[] {
  const code = file.endsWith('.gts')
    ? new Preprocessor().process(text, { filename: file }).code
    : text;
  const { diagnostics = [] } = ts.transpileModule(code, {
    fileName: file.replace(/\.gts$/, '.ts'),
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
    },
  });
  return diagnostics.map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}
