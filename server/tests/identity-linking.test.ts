import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { DEMO_ACCOUNT, IDENTITY_PROVIDER_GRANT } from '../../contract/seed.ts';
import type { SimulatedPerson } from '../simulated-provider/people.ts';
import {
  change,
  countRows,
  PROVIDER_IDS,
  redeem,
  startTestProvider,
  type ProviderId,
  type TestProvider,
} from './support/provider.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { signIn, toPair, type Pair } from './support/tokens.ts';

const SOMEBODY: SimulatedPerson = {
  subject: '2001',
  givenName: 'Somebody',
  familyName: 'Else',
  email: DEMO_ACCOUNT.email,
  isEmailVerified: true,
};

/** Whether the provider vouches for the demo account's address: never Facebook or LinkedIn, Google only for what it hosts. */
const VOUCHES: Record<ProviderId, (person: SimulatedPerson) => boolean> = {
  google: ({ hostedDomain, isEmailVerified }) =>
    isEmailVerified && hostedDomain !== undefined,
  oidc: ({ isEmailVerified }) => isEmailVerified,
  github: ({ isEmailVerified }) => isEmailVerified,
  facebook: () => false,
  linkedin: () => false,
};

const LOCAL_STATES = ['verified', 'unverified', 'absent'] as const;

describe('accounts and identities', { timeout: 300_000 }, () => {
  let server: TestServer;
  let provider: TestProvider;
  before(async () => {
    server = await startTestServer();
    provider = await startTestProvider(server);
  });
  after(async () => {
    await provider.close();
    await server.close();
  });

  const resetWith = (people: Record<string, SimulatedPerson>) =>
    provider.reset({}, {}, { people });
  const enter = async (id: ProviderId, person: string) =>
    redeem(server, await provider.visit(id, { person }));
  const writeDemoAccount = async (local: (typeof LOCAL_STATES)[number]) => {
    const { email } = DEMO_ACCOUNT;
    await change(server, sql`delete from users where email = ${email}`);
    if (local === 'absent') return;
    await change(
      server,
      sql`insert into users (id, email, first_name, last_name, created_at, updated_at, email_verified_at)
        values (gen_random_uuid(), ${email}, 'D', 'U', now(), now(), ${local === 'verified' ? sql`now()` : null})`,
    );
  };
  const me = async ({ accessToken }: Pair) => {
    const response = await server.fetch('/api/me', {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const { data } = (await response.json()) as {
      data: { id: string; attributes: Record<string, string> };
    };
    return data;
  };

  test('A31 an identity joins an account by e-mail only where both sides have it verified: 5 providers x verified or not x hosted or not x 3 local states', async () => {
    const people = Object.fromEntries(
      [true, false].flatMap((isEmailVerified) =>
        [{ hostedDomain: 'latchkey.test' }, {}].map((hosted, index) => [
          `${isEmailVerified}-${index}`,
          { ...SOMEBODY, isEmailVerified, ...hosted },
        ]),
      ),
    );
    await resetWith(people);
    let tried = 0;
    let joined = 0;
    for (const id of PROVIDER_IDS) {
      for (const [name, person] of Object.entries(people)) {
        for (const local of LOCAL_STATES) {
          await writeDemoAccount(local);
          const before = await countRows(server);
          const { body, status } = await enter(id, name);
          const rows = await countRows(server);
          const what = JSON.stringify({ id, local, ...person });
          tried += 1;
          // GitHub's address that is not verified is none at all.
          if (id === 'github' && !person.isEmailVerified) {
            assert.equal(body['error'], 'email_required', what);
            assert.deepEqual({ ...rows, codes: 0 }, { ...before, codes: 0 });
            continue;
          }
          if (local === 'absent') {
            assert.equal(status, 200, what);
            assert.equal(rows.users, before.users + 1, what);
            continue;
          }
          const mayJoin = local === 'verified' && VOUCHES[id](person);
          assert.equal(status, mayJoin ? 200 : 400, what);
          assert.equal(rows.users, before.users, what);
          if (!mayJoin) {
            assert.equal(body['error'], 'account_exists', what);
            assert.equal(rows.identities, 0, what);
            assert.equal(rows.families, 0, what);
            continue;
          }
          joined += 1;
          const user = await me(toPair(body));
          assert.equal(user.attributes['email'], DEMO_ACCOUNT.email, what);
        }
      }
    }
    assert.deepEqual({ tried, joined }, { tried: 60, joined: 5 });
  });

  test('A31 the address is compared without its case', async () => {
    await resetWith({ upper: { ...SOMEBODY, email: 'DEMO@Latchkey.TEST' } });
    const { status } = await enter('oidc', 'upper');
    assert.equal(status, 200);
    assert.equal((await countRows(server)).users, 251);
  });

  test('A31 gmail.com is Google’s own word, whatever looks like it is not', async () => {
    const addresses = {
      'ann@gmail.com': 200,
      'ann@GMAIL.com': 200,
      'ann@gmail.com.evil.example': 400,
      'ann@notgmail.com': 400,
      'gmail.com@evil.example': 400,
    };
    await resetWith(
      Object.fromEntries(
        Object.keys(addresses).map((email) => [email, { ...SOMEBODY, email }]),
      ),
    );
    for (const [email, expected] of Object.entries(addresses)) {
      await change(server, sql`delete from external_identities`);
      await change(
        server,
        sql`update users set email = ${email} where email_verified_at is not null`,
      );
      const { body, status } = await enter('google', email);
      assert.equal(status, expected, `${email} ${JSON.stringify(body)}`);
    }
  });

  test('A31 the key is issuer and subject: a new address changes nothing, a new subject with an old address gets nowhere', async () => {
    const first = { ...SOMEBODY, email: 'first@example.net' };
    await resetWith({
      first,
      moved: { ...first, email: 'moved@example.net' },
      silent: { ...first, email: undefined },
      heir: { ...first, subject: '2002' },
    });
    const { id } = await me(toPair((await enter('oidc', 'first')).body));
    for (const person of ['moved', 'silent']) {
      const again = await enter('oidc', person);
      assert.equal((await me(toPair(again.body))).id, id, person);
    }
    const heir = await enter('oidc', 'heir');
    assert.equal(heir.body['error'], 'account_exists');
    // The same subject of another issuer is another person.
    const other = await enter('github', 'moved');
    assert.notEqual((await me(toPair(other.body))).id, id);
  });

  test('nobody without an address gets an account, and nothing is left behind', async () => {
    await resetWith({ silent: { ...SOMEBODY, email: undefined } });
    const before = await countRows(server);
    for (const id of PROVIDER_IDS) {
      const { body, status } = await enter(id, 'silent');
      assert.equal(status, 400);
      assert.equal(body['error'], 'email_required');
    }
    assert.deepEqual(await countRows(server), {
      ...before,
      codes: PROVIDER_IDS.length,
    });
  });

  test('a closed account stays closed, by identity and by address', async () => {
    await resetWith({ somebody: SOMEBODY });
    assert.equal((await enter('oidc', 'somebody')).status, 200);
    await change(server, sql`update users set disabled_at = now()`);
    for (const id of ['oidc', 'github'] as const) {
      const { body } = await enter(id, 'somebody');
      assert.equal(body['error'], 'invalid_grant', id);
    }
  });

  test('two first sign-ins at once make one account', async () => {
    await resetWith({ new: { ...SOMEBODY, email: 'new@example.net' } });
    const forms = await Promise.all(
      Array.from({ length: 5 }, () =>
        provider.visit('oidc', { person: 'new' }),
      ),
    );
    const answers = await Promise.all(
      forms.map((form) => redeem(server, form)),
    );
    for (const { body, status } of answers) {
      assert.equal(status, 200, JSON.stringify(body));
    }
    const rows = await countRows(server);
    assert.deepEqual([rows.users, rows.identities], [252, 1]);
  });

  test('an account without a password cannot be entered with one, and what a provider calls a name is only text', async () => {
    const hostile = '<script>alert(1)</script>\u202e\r\nX';
    await resetWith({
      new: {
        ...SOMEBODY,
        email: 'new@example.net',
        givenName: hostile,
        familyName: 'x'.repeat(500),
      },
    });
    const user = await me(toPair((await enter('oidc', 'new')).body));
    assert.equal(user.attributes['first-name'], '<script>alert(1)</script> X');
    assert.equal(user.attributes['last-name']?.length, 100);
    for (const password of ['', 'null', 'open-sesame-42']) {
      const { status } = await server.post('/oauth/token', {
        grant_type: 'password',
        username: 'new@example.net',
        password,
        client_id: 'latchkey',
      });
      assert.equal(status, 400);
    }
  });

  describe('/api/me/identities', () => {
    const call = async (
      pair: Pair,
      method: string,
      path = '',
      body?: Record<string, string>,
    ) => {
      const { cookie, ...parameters } = body ?? {};
      const response = await server.fetch(`/api/me/identities${path}`, {
        method,
        headers: {
          authorization: `Bearer ${pair.accessToken}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(cookie ? { cookie } : {}),
        },
        ...(body ? { body: JSON.stringify(parameters) } : {}),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: (text ? JSON.parse(text) : {}) as {
          data: { id: string; attributes: Record<string, string> };
          errors: { code: string }[];
        },
      };
    };
    const list = async (pair: Pair) => {
      const { body } = await call(pair, 'GET');
      return body.data as unknown as {
        id: string;
        attributes: Record<string, string>;
      }[];
    };

    for (const id of PROVIDER_IDS) {
      test(`${id}: a signed-in user links an identity, and can then sign in by it, whatever its address`, async () => {
        await provider.reset();
        const pair = await signIn(server);
        const { id: userId } = await me(pair);
        const form = await provider.visit(id);
        const linked = await call(pair, 'POST', '', form);
        assert.equal(linked.status, 201, JSON.stringify(linked.body));
        const [identity, ...others] = await list(pair);
        assert.equal(others.length, 0);
        assert.deepEqual(identity?.attributes, {
          provider: id,
          email: 'ada.lovelace@gmail.com',
          'linked-at': server.now().toISOString(),
        });
        const again = await call(pair, 'POST', '', await provider.visit(id));
        assert.equal(again.status, 200);
        const entered = await enter(id, 'ada');
        assert.equal((await me(toPair(entered.body))).id, userId);
        const used = await call(pair, 'POST', '', form);
        assert.equal(used.status, 400);
      });
    }

    test('an identity of somebody else is refused, and failures are worded as the API does', async () => {
      await provider.reset();
      await enter('google', 'ada');
      const pair = await signIn(server);
      const taken = await call(
        pair,
        'POST',
        '',
        await provider.visit('google'),
      );
      assert.equal(taken.status, 409);
      assert.equal(taken.body.errors[0]?.code, 'identity-taken');
      const failing = await provider.visit('google', { scenario: 'html' });
      const failed = await call(pair, 'POST', '', failing);
      assert.equal(failed.status, 502);
      assert.equal(failed.body.errors[0]?.code, 'identity-provider-error');
      const empty = await call(pair, 'POST', '', {});
      assert.equal(empty.status, 400);
      assert.equal(empty.body.errors[0]?.code, 'invalid-body');
      assert.equal((await list(pair)).length, 0);
    });

    test('without a token nothing is told or done', async () => {
      await provider.reset();
      for (const method of ['GET', 'POST']) {
        const response = await server.fetch('/api/me/identities', { method });
        assert.equal(response.status, 401);
        await response.text();
      }
    });

    test('an identity can be taken away, but not the last way in, not even by two requests at once', async () => {
      await provider.reset();
      const pair = toPair((await enter('google', 'ada')).body);
      const [only] = await list(pair);
      const last = await call(pair, 'DELETE', `/${only?.id}`);
      assert.equal(last.status, 409);
      assert.equal(last.body.errors[0]?.code, 'last-way-in');

      await call(pair, 'POST', '', await provider.visit('github'));
      const both = await list(pair);
      const answers = await Promise.all(
        both.map(({ id }) => call(pair, 'DELETE', `/${id}`)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [204, 409]);
      assert.equal((await list(pair)).length, 1);

      const demo = await signIn(server);
      await call(
        demo,
        'POST',
        '',
        await provider.visit('oidc', { person: 'alan' }),
      );
      const [linked] = await list(demo);
      assert.equal((await call(demo, 'GET', `/${linked?.id}`)).status, 200);
      assert.equal((await call(pair, 'DELETE', `/${linked?.id}`)).status, 404);
      assert.equal((await call(pair, 'GET', `/${linked?.id}`)).status, 404);
      assert.equal((await call(demo, 'DELETE', `/${linked?.id}`)).status, 204);
      assert.equal((await call(demo, 'DELETE', '/nonsense')).status, 404);
    });
  });

  test('the grant is in the metadata where a provider is on', async () => {
    const grants = async () => {
      const path = '/.well-known/oauth-authorization-server';
      const response = await server.fetch(path, {});
      const body = (await response.json()) as {
        grant_types_supported: string[];
      };
      return body.grant_types_supported.includes(IDENTITY_PROVIDER_GRANT);
    };
    await provider.reset();
    assert.equal(await grants(), true);
    await server.reset({});
    assert.equal(await grants(), false);
  });
});
