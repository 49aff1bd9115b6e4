import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_ADDRESS } from '../../parsers/scanned-lines.ts';
import { networkOf } from '../../src/request/network.ts';
import { RealClient } from '../../src/request/real-client.ts';
import { MAX_KEY_LENGTH } from '../../src/rollup/limits.ts';
import { AddressNames } from '../../src/scan/address-names.ts';
import { ipv4Number, ipv4Text } from '../../src/scan/ipv4-number.ts';
import { NO_SUCH_NUMBER, NumberKeys } from '../../src/scan/number-keys.ts';
import { TextNames } from '../../src/scan/text-names.ts';

const encoder = new TextEncoder();

function numberOf(text: string): number {
  const bytes = encoder.encode(`x${text}y`);
  return ipv4Number(bytes, 1, bytes.length - 1);
}

describe('ipv4Number', () => {
  it('is an address for the one way to write it, which its client and network are called by', () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        const number = numberOf(text);
        expect(number).toBe(number | 0);
        expect(ipv4Text(number)).toBe(text);
        expect(new RealClient().of({ client: text })).toBe(text);
        expect(networkOf(text)).toBe(`${ipv4Text(number & ~255)}/24`);
      }),
    );
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4.',
    '.1.2.3.4',
    '1..2.3',
    '01.2.3.4',
    '1.2.3.04',
    '1.2.3.256',
    '1.2.3.1000',
    '1.2.3.4:80',
    '1.2.3.a',
    '::1',
    '-',
  ])('is none for %j', (text) => {
    expect(numberOf(text)).toBe(NO_ADDRESS);
  });

  it('looks at nothing behind the end', () => {
    const bytes = encoder.encode('1.2.3.45');
    expect(ipv4Text(ipv4Number(bytes, 0, 7))).toBe('1.2.3.4');
    expect(ipv4Number(bytes, 0, 6)).toBe(NO_ADDRESS);
  });
});

describe('NumberKeys', () => {
  it('holds what a map of the same numbers holds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 2000 }), (numbers) => {
        const keys = new NumberKeys();
        for (const [key, number] of numbers.entries()) {
          expect(keys.find(number)).toBe(NO_SUCH_NUMBER);
          keys.add(number, key);
        }
        expect(numbers.map((number) => keys.find(number))).toEqual([...numbers.keys()]);
        keys.clear();
        expect(numbers.every((number) => keys.find(number) === NO_SUCH_NUMBER)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

const name = fc.oneof(fc.string({ unit: 'grapheme' }), fc.ipV4(), fc.constant('a'.repeat(2000)));

describe.each([
  ['TextNames', () => new TextNames()],
  ['AddressNames', () => new AddressNames()],
  ['AddressNames with a suffix', () => new AddressNames('/24')],
] as const)('%s', (_, make) => {
  it('gives the same name the same key, and calls it so', () => {
    fc.assert(
      fc.property(fc.array(name), (texts) => {
        const names = make();
        const keys = texts.map((text) => names.keyOf(text));
        expect(texts.map((text) => names.keyOf(text))).toEqual(keys);
        const short = texts.map((text) => (text.length > MAX_KEY_LENGTH ? cut(text) : text));
        expect(keys.map((key) => names.text(key))).toEqual(short);
        expect(names.size).toBe(new Set(short).size);
      }),
    );
  });

  it('forgets', () => {
    const names = make();
    names.keyOf('a');
    names.keyOf('192.0.2.1');
    names.clear();
    expect(names.size).toBe(0);
    expect(names.keyOf('b')).toBe(0);
    expect(names.text(0)).toBe('b');
  });
});

function cut(text: string): string {
  return `${text.slice(0, MAX_KEY_LENGTH - 1)}…`;
}

describe('AddressNames', () => {
  it('has one key for an address, by its number and by its text', () => {
    const clients = new AddressNames();
    const key = clients.keyOfAddress(numberOf('203.0.113.7'));
    expect(clients.keyOf('203.0.113.7')).toBe(key);
    expect(clients.findAddress(numberOf('203.0.113.7'))).toBe(key);
    expect(clients.findAddress(numberOf('203.0.113.8'))).toBeLessThan(0);
    const networks = new AddressNames('/24');
    expect(networks.keyOf('203.0.113.0/24')).toBe(networks.keyOfAddress(numberOf('203.0.113.0')));
    expect(networks.text(0)).toBe('203.0.113.0/24');
  });
});
