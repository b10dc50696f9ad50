import { parseReturnTo } from 'latchkey/auth/return-to';
import { module, test } from 'qunit';
import fixture from '../../fixtures/return-to.json';

const anyPage = () => true;

/** An app that has the pages of users and nothing else. */
const onlyUsers = (returnTo: string) => /^\/users(\/|\?|#|$)/.test(returnTo);

const hostile = Object.entries(fixture.groups).flatMap(([group, inputs]) =>
  inputs.map((entry) => ({ group, ...entry })),
);

/** Same-origin already, so that only the app's own list of pages can refuse them. */
const isForTheRouter = ({ refusedBy }: { refusedBy: string }) =>
  refusedBy === 'router-or-denylist';

/** Attacks of the same kinds, that are not in the list. */
const MORE_HOSTILE: Record<string, string[]> = {
  'a separator in other clothes': [
    '/%2F/evil.example',
    '/%2f%2F%2fevil.example',
    '/%5C%5cevil.example',
    '/a/%5C/b',
    '/a%5c..%5cb',
    '/%255cevil.example',
    '/a\\b',
    '\\/evil.example',
    '/\u2215/evil.example',
    '/%E2%81%84evil.example',
    '/%E2%88%95evil.example',
    '/%EF%BC%8Fevil.example',
    '/%EF%BC%BCevil.example',
    '/a/b//c',
    '/a%2F%2Fb',
    '/users%252f%252fevil.example',
  ],
  'dots in other clothes': [
    '/../evil',
    '/./users',
    '/users/..',
    '/users/.',
    '/%2E%2e/users',
    '/%2e./users',
    '/.%2E/users',
    '/users/%252e%252e/login',
    '/users/..%2flogin',
    '/users/..%5clogin',
    '/%EF%BC%8E%EF%BC%8E/users',
    '/%E2%80%A4%E2%80%A4/users',
    '/%EF%B9%92%EF%B9%92/users',
    '/%E2%80%A5/users',
    '/users/%E3%80%82%E3%80%82',
    '/evil%EF%BD%A1example',
  ],
  'a path parameter, which some servers cut at': [
    '/users;x=1',
    '/;/evil.example',
    '/..;/users',
    '/users;/../login',
  ],
  'overlong and broken UTF-8': [
    '/%c0%af/evil.example',
    '/%c0%ae%c0%ae/users',
    '/%e0%80%af',
    '/%f0%80%80%af',
    '/%ff',
    '/%C3',
    '/%ED%A0%80',
    '/users/\ud800',
    '/users/\udfff',
    '/%u2215',
    '/%2',
    '/%%32%66evil.example',
    '/%g0',
  ],
  'what nobody sees': [
    '/%00',
    '/%0a/evil.example',
    '/%0D%0aSet-Cookie:%20a=b',
    '/%2500',
    '/%09//evil.example',
    '/%C2%85',
    '/%C2%A0/evil.example',
    '/%E2%80%8B/evil.example',
    '/%E2%80%AE/users',
    '/%EF%BB%BF/evil.example',
    '/%C2%AD/users',
    '/users\u200b',
    '/users\u2028',
    '/users?q=\u0000',
    '/users?q=%00',
    '/users?q=%0d%0aSet-Cookie:a=b',
    '/users#%0a',
    '/users?q=\n',
  ],
  'no path at all': [
    'users',
    '?q=1',
    '#/users',
    '.',
    '..',
    '*',
    'authenticated.users',
    'javascript:alert(1)//',
    'JaVaScRiPt:alert(1)',
    'blob:https://app.example/x',
    'about:blank',
    ' /users',
    '\u00a0/users',
    '\ufeff/users',
  ],
  markup: ['/"><script>', '/users?q=<b>', '/users#"onload=', '/`x`', '/{x}'],
  'a token on its way in': [
    '/users?access_token=abc',
    '/users?a=1&ACCESS_TOKEN=abc',
    '/users?Id_Token=abc',
    '/users?refresh_token=abc',
    '/users?code=abc&state=x',
    '/users#access_token=abc',
    '/users#x&ID_TOKEN=abc',
    '/users#?code=abc',
    '/users#/a?refresh_token=abc',
  ],
};

const MORE_LEGITIMATE = [
  '/users?filter[search]=ada%20lovelace',
  '/users?filter%5Bsearch%5D=ada+lovelace',
  '/users?search=J%C3%BCrgen',
  '/users?search=%E6%97%A5%E6%9C%AC',
  '/users?search=%F0%9F%94%91',
  '/users?page[number]=3',
  '/users?page%5Bnumber%5D=3&page%5Bsize%5D=20',
  '/users?page=2&sort=-created-at&search=o%27connor',
  '/users?email=demo@latchkey.test',
  '/users?email=demo%40latchkey.test',
  '/users?q=a;b',
  '/users?q=100%25',
  '/users?q=%2F%2Fx',
  '/users?q=..%2F..',
  '/users?q=a|b',
  '/users?barcode=4711&zipcode=12345',
  '/users?next=%2Fusers%3Fcode%3Dx',
  '/users/',
  '/users/42/',
  '/users/a%20b',
  '/users/.hidden',
  '/users/a.b.c',
  '/users/...',
  '/users?',
  '/users#',
  '/users?#',
  '/users#a/b?c',
  '/users/%CE%B1%CE%B2',
  '/users/caf%C3%A9',
  '/users/cafe%CC%81',
];

module('Unit | auth | return-to', function () {
  for (const { group, input, ...entry } of hostile) {
    const isKnown = isForTheRouter(entry) ? onlyUsers : anyPage;

    test(`B1 ${group}: ${JSON.stringify(input)} is refused, raw and as the value of a query`, function (assert) {
      assert.strictEqual(parseReturnTo(input, isKnown), undefined, 'raw');

      const query = `rd=${encodeURIComponent(input)}`;
      const fromQuery = new URLSearchParams(query).get('rd');
      assert.strictEqual(fromQuery, input);
      assert.strictEqual(parseReturnTo(fromQuery, isKnown), undefined, 'query');
    });

    test(`B2 ${group}: ${JSON.stringify(input)} is refused after one, two and three decodings`, function (assert) {
      for (const [depth, decoded] of decodings(input, 3).entries()) {
        assert.strictEqual(
          parseReturnTo(decoded, isKnown),
          undefined,
          `${depth + 1}: ${JSON.stringify(decoded)}`,
        );
      }
      assert.true(decodings(input, 3).length <= 3);
    });
  }

  test('B1 of the hostile inputs only those that stay in the app are left to the list of pages', function (assert) {
    const passed = hostile.filter(
      ({ input }) => parseReturnTo(input, anyPage) !== undefined,
    );
    assert.deepEqual(
      passed.filter((entry) => !isForTheRouter(entry)),
      [],
    );
    for (const { input } of passed) {
      assert.true(staysInApp(input), input);
    }
  });

  test('H an app that knows only its users refuses the sign-in, callback, sign-out, API and unknown pages (B6)', function (assert) {
    const group = hostile.filter(({ group }) => group.startsWith('H.'));
    assert.notStrictEqual(group.length, 0);
    for (const { input } of group) {
      assert.strictEqual(parseReturnTo(input, onlyUsers), undefined, input);
    }
    assert.strictEqual(parseReturnTo('/users', onlyUsers), '/users');
    assert.strictEqual(
      parseReturnTo('/users?page=2#a', onlyUsers),
      '/users?page=2#a',
    );
  });

  test('B6 the list of pages is asked with the whole return-to, and only when the grammar has passed it', function (assert) {
    const asked: string[] = [];
    const isKnown = (returnTo: string) => asked.push(returnTo) > 0;

    parseReturnTo('/users?page=2#top', isKnown);
    parseReturnTo('//evil.example', isKnown);
    parseReturnTo('/users/%2e%2e', isKnown);
    assert.deepEqual(asked, ['/users?page=2#top']);
  });

  for (const [kind, inputs] of Object.entries(MORE_HOSTILE)) {
    test(`B1 ${kind}: refused`, function (assert) {
      for (const input of inputs) {
        assert.strictEqual(
          parseReturnTo(input, anyPage),
          undefined,
          JSON.stringify(input),
        );
      }
    });
  }

  test('B1 no control character, raw or encoded, gets through anywhere', function (assert) {
    for (let code = 0; code <= 0x9f; code += 1) {
      if (code >= 0x20 && code < 0x7f) continue;
      const raw = String.fromCharCode(code);
      const encoded = encodeURIComponent(raw);
      for (const character of [raw, encoded]) {
        for (const input of [
          `/${character}/evil.example`,
          `/users${character}`,
          `${character}/users`,
          `/users?q=${character}`,
          `/users#${character}`,
        ]) {
          assert.strictEqual(
            parseReturnTo(input, anyPage),
            undefined,
            JSON.stringify(input),
          );
        }
      }
    }
  });

  test('B1 a dot segment after a decoded semicolon, which some servers cut at, is refused', function (assert) {
    for (const input of [
      '/users/..%3b/login',
      '/users/..%3Bx=1/login',
      '/users/%2e%2e%3b',
      '/users/..%253b/login',
    ]) {
      assert.strictEqual(parseReturnTo(input, anyPage), undefined, input);
    }
  });

  test('B1 characters that a normalisation (NFKC) turns into a slash, a backslash or a dot segment are refused', function (assert) {
    const folding = charactersThatFoldTo(/^([/\\]|\.\.?)$/);
    assert.true(folding.includes('\uff0f'));
    for (const character of folding) {
      const encoded = encodeURIComponent(character);
      assert.strictEqual(
        parseReturnTo(`/${encoded}/evil.example`, anyPage),
        undefined,
        `U+${character.codePointAt(0)?.toString(16)} ${encoded}`,
      );
    }
  });

  test('B1 slashes and backslashes that only look like ones are refused', function (assert) {
    for (const lookalike of '\u2044\u2215\u2216\u29f5\u29f8\u29f9\ufe68\uff0f\uff3c') {
      const encoded = encodeURIComponent(lookalike);
      assert.strictEqual(
        parseReturnTo(`/${encoded}evil.example`, anyPage),
        undefined,
        encoded,
      );
    }
  });

  test('B1 a credential is found by its name also where that is percent-encoded', function (assert) {
    for (const input of [
      '/users?%61ccess_token=abc',
      '/users?access%5Ftoken=abc',
      '/users?a=1&%63ode=abc',
      '/users#%69d_token=abc',
      '/users#refresh%5ftoken=abc',
      '/users?%2561ccess_token=abc',
    ]) {
      assert.strictEqual(parseReturnTo(input, anyPage), undefined, input);
    }
  });

  test('B1 a credential is found behind a semicolon, which old servers read as an ampersand', function (assert) {
    for (const input of ['/users?a=1;access_token=abc', '/users#a;code=abc']) {
      assert.strictEqual(parseReturnTo(input, anyPage), undefined, input);
    }
  });

  test('B1 a credential is found as a member of a list or with brackets', function (assert) {
    for (const input of [
      '/users?access_token[]=abc',
      '/users?access_token%5B%5D=abc',
    ]) {
      assert.strictEqual(parseReturnTo(input, anyPage), undefined, input);
    }
  });

  test('B3 what is accepted stays in the app when its parts are put together again and parsed again', function (assert) {
    const candidates = [
      ...hostile.map(({ input }) => input),
      ...hostile.flatMap(({ input }) => decodings(input, 3)),
      ...Object.values(MORE_HOSTILE).flat(),
      ...fixture.legit,
      ...MORE_LEGITIMATE,
    ];
    const accepted = candidates.filter(
      (input) => parseReturnTo(input, anyPage) !== undefined,
    );
    assert.true(accepted.length > 20);
    for (const input of accepted) {
      assert.true(staysInApp(input), JSON.stringify(input));
    }
  });

  test('B3 no text of up to five separators, dots, letters and encodings leads out of the app', function (assert) {
    const parts = [
      '/',
      '\\',
      '.',
      'x',
      '%2f',
      '%5c',
      '%2e',
      ':',
      '@',
      '?',
      '#',
    ];
    let accepted = 0;
    let escaped = 0;
    const grow = (text: string, length: number) => {
      if (parseReturnTo(text, anyPage) !== undefined) {
        accepted += 1;
        if (!staysInApp(text)) escaped += 1;
      }
      if (length < 5) for (const part of parts) grow(text + part, length + 1);
    };
    grow('/', 0);
    assert.true(accepted > 1_000, `${accepted} accepted`);
    assert.strictEqual(escaped, 0);
  });

  for (const input of [...fixture.legit, ...MORE_LEGITIMATE]) {
    test(`B4 ${input} is kept as it came`, function (assert) {
      assert.strictEqual(parseReturnTo(input, anyPage), input);
    });
  }

  test('B4 an encoded percent sign in the path is the price: it is refused, in a query it is kept', function (assert) {
    // Nothing tells how often a server will decode it.
    assert.strictEqual(parseReturnTo('/users/100%25', anyPage), undefined);
    assert.strictEqual(
      parseReturnTo('/users?search=100%25', anyPage),
      '/users?search=100%25',
    );
  });

  test('B5 what is not a text, or is none, or is far too long, is refused without an exception', function (assert) {
    const values: unknown[] = [
      undefined,
      null,
      '',
      0,
      1,
      NaN,
      true,
      {},
      [],
      ['/users'],
      ['/users', '/todos'],
      Symbol('/users'),
      () => '/users',
      Object('/users'),
      { toString: () => '/users' },
      new URL('https://app.example/users'),
      `/${'a'.repeat(200_000)}`,
      `/${'%2561'.repeat(40_000)}`,
      `/${'/'.repeat(200_000)}`,
      `/users?q=${'a'.repeat(200_000)}`,
      `/users#${'%'.repeat(200_000)}`,
    ];
    for (const value of values) {
      assert.strictEqual(
        parseReturnTo(value, anyPage),
        undefined,
        String(value).slice(0, 40),
      );
    }
  });

  test('B5 the longest that is kept has 2048 characters', function (assert) {
    const longest = `/${'a'.repeat(2_047)}`;
    assert.strictEqual(parseReturnTo(longest, anyPage), longest);
    assert.strictEqual(parseReturnTo(`${longest}a`, anyPage), undefined);
  });
});

/** What a text is after one, two, ... percent-decodings, as far as it can be decoded. */
function decodings(text: string, depth: number): string[] {
  const results: string[] = [];
  let current = text;
  while (results.length < depth) {
    try {
      current = decodeURIComponent(current);
    } catch {
      break;
    }
    results.push(current);
  }
  return results;
}

/** Whether a return-to leads to the app's own origin: as it stands, decoded, and serialised and parsed once more. */
function staysInApp(returnTo: string): boolean {
  return ['https://app.example', 'http://app.example'].every((origin) =>
    [returnTo, ...decodings(pathOf(returnTo), 3)].every((text) => {
      const once = new URL(text, origin);
      const { pathname, search, hash } = once;
      const twice = new URL(`${pathname}${search}${hash}`, origin);
      return once.origin === origin && twice.origin === origin;
    }),
  );
}

function pathOf(returnTo: string): string {
  return returnTo.split(/[?#]/)[0] ?? '';
}

function charactersThatFoldTo(pattern: RegExp): string[] {
  return Array.from({ length: 0xffff - 0x80 }, (_, index) =>
    String.fromCharCode(index + 0x80),
  ).filter(
    (character) =>
      character.isWellFormed() && pattern.test(character.normalize('NFKC')),
  );
}
