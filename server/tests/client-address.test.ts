import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tokenFamilies } from '../database/schema.ts';
import { canonicalAddress, networkOf } from '../http/client-address.ts';
import { readSettings } from '../settings.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM } from './support/tokens.ts';

describe('the address of who sends a request', () => {
  test('M15 one address has one spelling', () => {
    const spellings = {
      '192.0.2.1': ['192.0.2.1', '192.0.2.1:4711', '::ffff:192.0.2.1'],
      '2001:db8::1': [
        '2001:DB8::1',
        '2001:0db8:0000:0000:0000:0000:0000:0001',
        '[2001:db8::1]:4711',
        '[2001:db8::1]',
        '2001:db8::1%eth0',
      ],
      '::1': ['::1', '0:0:0:0:0:0:0:1'],
    };
    for (const [address, others] of Object.entries(spellings)) {
      for (const other of others) {
        assert.equal(canonicalAddress(other), address, other);
      }
    }
    const none = ['', 'unknown', '_hidden', '1.2.3', '1.2.3.4.5', '999.1.1.1'];
    for (const text of [...none, 'a, b', '::g', '[]:1', undefined]) {
      assert.equal(canonicalAddress(text), undefined, text);
    }
  });

  test('M15 of IPv6 the first 64 bits count, of IPv4 all', () => {
    assert.equal(networkOf('192.0.2.1'), '192.0.2.1');
    assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64');
    assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('2001:db8:1:2::'), '2001:db8:1:2::/64');
    assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  });

  describe('behind proxies', () => {
    let server: TestServer;
    before(async () => {
      server = await startTestServer();
    });
    after(() => server.close());

    const addressSeen = async (
      trustedProxies: string,
      headers: Record<string, string>,
    ) => {
      const settings = readSettings({ TRUSTED_PROXIES: trustedProxies });
      await server.resetWith({}, { settings });
      await server.post('/oauth/token', DEMO_FORM, headers);
      const [family] = await server.database.select().from(tokenFamilies);
      return family?.address;
    };
    const forwarded = (value: string) => ({ 'x-forwarded-for': value });

    test('M15 without a proxy of ours nobody is believed', async () => {
      const headers = { ...forwarded('192.0.2.1'), forwarded: 'for=192.0.2.1' };
      assert.equal(await addressSeen('0', headers), '127.0.0.1');
      assert.equal(await addressSeen('0', { 'x-real-ip': '::2' }), '127.0.0.1');
    });

    test('M15 behind one, the last entry counts, whatever the client wrote before it', async () => {
      const list = '10.9.9.9, 198.51.100.7, 192.0.2.1';
      assert.equal(await addressSeen('1', forwarded(list)), '192.0.2.1');
      assert.equal(await addressSeen('1', {}), '127.0.0.1');
      assert.equal(await addressSeen('1', forwarded('x')), '127.0.0.1');
      assert.equal(
        await addressSeen('1', forwarded('192.0.2.1, x')),
        '127.0.0.1',
      );
    });

    test('M15 behind two, the last but one', async () => {
      const list = '10.9.9.9, 2001:DB8:0::5, 192.0.2.1';
      assert.equal(await addressSeen('2', forwarded(list)), '2001:db8::5');
      assert.equal(await addressSeen('2', forwarded('192.0.2.1')), '192.0.2.1');
    });
  });
});
