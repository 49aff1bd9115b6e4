import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../src/request/address.ts';
import { contains, networkOf, parseNetwork } from '../../src/request/network.ts';

describe('networkOf', () => {
  it.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:aa:1::9', '2001:db8:aa::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['2001:0DB8:00aa:1:2:3:4:5', '2001:db8:aa::/48'],
    ['::1', '::/48'],
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

describe('parseNetwork', () => {
  it.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.1.2.3/8', '10.9.9.9', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['fc00::/7', 'fdff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
  ])('%s holds %s: %s', (text, client, expected) => {
    const network = parseNetwork(text);
    const address = parseAddress(client);
    expect(network && address && contains(network, address)).toBe(expected);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', '::/129', 'localhost', '', '10.0.0.0/', '10.0.0.0/-1'])(
    '%s is none',
    (text) => {
      expect(parseNetwork(text)).toBeUndefined();
    },
  );

  it('holds the addresses that networkOf puts into it', () => {
    const clients = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(clients, (client) => {
        const network = parseNetwork(networkOf(client) ?? '');
        const address = parseAddress(client);
        expect(network && address && contains(network, address)).toBe(true);
      }),
    );
  });
});

describe('addresses', () => {
  it.each([
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['2a03:0000:10ff:f00f:0000:0000:0:8000', '2a03:0:10ff:f00f::8000'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['64:ff9b::203.0.113.9', '64:ff9b::cb00:7109'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['203.0.113.9:51234', '203.0.113.9'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is written %s', (text, normal) => {
    expect(formatAddress(parseAddress(text) ?? [])).toBe(normal);
  });

  it.each([
    '256.0.0.1',
    '1::2::3',
    ':1',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::1.2.3',
    '12345::',
    '-',
  ])('%s is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('in their normal form are read back as themselves', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text) ?? [];
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });

  const pieces = fc.constantFrom(
    ...[':', '::', '.', '0', '1', '10', 'ff', 'FFFF', '12345', '255', '256', 'g', '1.2.3.4', '0:0'],
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    fc.ipV4(),
    fc.ipV6(),
  );

  it('are what Node takes for addresses', () => {
    // Node knows no leading zeros in IPv4, which some servers write.
    const usual = texts.filter((text) => !/(?<![\da-f:])0\d|\.0\d|:0\d+\./i.test(text));
    fc.assert(
      fc.property(usual, (text) => {
        const isPort = /^[\d.]+:\d+$/.test(text);
        expect(parseAddress(text) !== undefined && !isPort).toBe(isIP(text) !== 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('are written as URLs have them', () => {
    const ipv6 = texts.filter((text) => isIP(text) === 6 && parseAddress(text)?.length === 16);
    fc.assert(
      fc.property(ipv6, (text) => {
        const { hostname } = new URL(`http://[${text}]/`);
        expect(`[${formatAddress(parseAddress(text) ?? [])}]`).toBe(hostname);
      }),
    );
  });
});
