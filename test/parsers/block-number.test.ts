import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf } from '../../parsers/block-cursor.ts';
import {
  digitsAt,
  MAX_QUICK_DIGITS,
  numberBefore,
  takeAddress,
} from '../../parsers/block-number.ts';
import { NO_ADDRESS } from '../../parsers/scanned-lines.ts';
import { ipv4Number } from '../../src/scan/ipv4-number.ts';
import { blockWith, FRONT } from './block-with.ts';

/** Bytes on both sides of the digits, and those of which only the highest bit differs. */
const besideDigits = fc.constantFrom(0x00, 0x0a, 0x20, 0x2e, 0x2f, 0x3a, 0x80, 0xb0, 0xff);
const digit = fc.integer({ min: 0x30, max: 0x39 });

describe('digitsAt and numberBefore', () => {
  it('read what the digits say, whatever stands beside them', () => {
    const digits = fc.array(digit, { maxLength: 12 });
    const behind = fc.array(fc.oneof(besideDigits, digit), { maxLength: 8 });
    fc.assert(
      fc.property(digits, besideDigits, behind, (number, end, rest) => {
        const block = blockWith(Uint8Array.of(...number, end, ...rest));
        const count = digitsAt(block, FRONT);
        expect(count).toBe(Math.min(number.length, 8));
        if (count === 0 || count > MAX_QUICK_DIGITS) return;
        const value = Number(String.fromCharCode(...number));
        expect(numberBefore(block, FRONT + count, count)).toBe(value);
      }),
    );
  });
});

describe('takeAddress', () => {
  it('reads what ipv4Number reads, up to where the address ends', () => {
    const octet = fc.oneof(fc.integer({ min: 0, max: 300 }).map(String), fc.constantFrom('', '01'));
    const dot = fc.constantFrom('.', '.', '.', '.', '.', '.', ' ', ':');
    fc.assert(
      fc.property(octet, fc.array(fc.tuple(dot, octet), { maxLength: 5 }), (first, rest) => {
        const text = [first, ...rest.flat()].join('');
        const bytes = new TextEncoder().encode(`${text} `);
        const addresses = new Float64Array(1).fill(NO_ADDRESS);
        const end = takeAddress(blockWith(bytes), FRONT, addresses, 0);
        const known = [...bytes.keys()].filter(
          (at) => ipv4Number(bytes, 0, at) !== NO_ADDRESS && !/\d/.test(text[at] ?? ''),
        );
        expect(end).toBe(known[0] === undefined ? -1 : FRONT + known[0]);
        if (end >= 0) expect(addresses[0]).toBe(ipv4Number(bytes, 0, end - FRONT));
      }),
    );
  });
});

describe('blockOf', () => {
  it('leaves lines out that have too little memory behind them', () => {
    const bytes = new TextEncoder().encode('a\n'.repeat(40));
    expect(blockOf(bytes, 0, bytes.length).end).toBe(48);
    expect(blockOf(bytes.subarray(0, 60), 0, 60).end).toBe(48);
    expect(blockOf(bytes.subarray(0, 20), 0, 20).end).toBe(20);
    expect(blockOf(bytes.subarray(60), 4, 20).end).toBe(4);
  });
});
