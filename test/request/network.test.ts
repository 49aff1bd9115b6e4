import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/request/network.ts';

describe('networkOf', () => {
  it.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:aa:1::9', '2001:db8:aa::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['2001:0DB8:00aa:1:2:3:4:5', '2001:db8:aa::/48'],
    ['::1', '0::/48'],
    ['::ffff:203.0.113.9', '203.0.113.0/24'],
    ['fe80::1%eth0', 'fe80::/48'],
  ])('%s lies in %s', (client, network) => {
    expect(networkOf(client)).toBe(network);
  });

  it.each(['host.example.org', '', '1.2.3', '1:2', 'zz::1'])('%s is no address', (client) => {
    expect(networkOf(client)).toBeUndefined();
  });

  it('is a network or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string(), (client) => {
        expect(networkOf(client) ?? '0/24').toMatch(/\/(24|48)$/);
      }),
    );
  });
});
