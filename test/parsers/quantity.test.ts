import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  MALFORMED,
  MAX_DIGITS,
  readNumber,
  readQuantity,
  sumList,
  type Unit,
  units,
  unitWords,
} from '../../parsers/quantity.ts';
import { bytesOf } from './read-line.ts';

type Reader = typeof readNumber;

function read(reader: Reader, text: string, unit: Unit = 'count'): number {
  const bytes = bytesOf(text);
  return reader(bytes, 0, bytes.length, { ...units[unit], decimals: true });
}

describe('readNumber', () => {
  it('reads back whole numbers up to 2^53', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(read(readNumber, String(value))).toBe(value);
      }),
    );
  });

  it('gives the same milliseconds whatever the unit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4_000_000_000 }), (micros) => {
        const ms = micros / 1000;
        const seconds = `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
        expect(read(readNumber, String(micros), 'us')).toBe(ms);
        expect(read(readNumber, `${micros}000`, 'ns')).toBe(ms);
        expect(read(readNumber, seconds, 's')).toBeCloseTo(ms, 6);
      }),
    );
  });

  it.each([
    ['', ABSENT],
    ['-', ABSENT],
    ['-1', ABSENT],
    ['-0.5', ABSENT],
    ['0', 0],
    ['0.250', 0.25],
    ['000', 0],
    ['--', MALFORMED],
    ['-x', MALFORMED],
    ['.5', MALFORMED],
    ['5.', MALFORMED],
    ['1.2.3', MALFORMED],
    ['1e3', MALFORMED],
    ['+1', MALFORMED],
    [' 1', MALFORMED],
    ['9'.repeat(MAX_DIGITS + 1), MALFORMED],
  ])('%j is %d', (text, value) => {
    expect(read(readNumber, text)).toBe(value);
  });

  it('takes a decimal point only where there may be one', () => {
    expect(readNumber(bytesOf('1.5'), 0, 3, units.s)).toBe(MALFORMED);
  });

  it('reads no byte beyond the end', () => {
    expect(readNumber(bytesOf('123456'), 1, 3, units.count)).toBe(23);
  });
});

describe('sumList', () => {
  it.each([
    ['0.100', 100],
    ['0.100, 0.200 : 0.300', 600],
    ['0.000', 0],
    ['-', ABSENT],
    ['-, -', ABSENT],
    ['-, 0.5', 500],
    ['0.5 : ', 500],
    ['', ABSENT],
    ['0.5, x', MALFORMED],
  ])('%j is %d ms', (text, value) => {
    expect(read(sumList, text, 's')).toBeCloseTo(value, 9);
  });
});

describe('readQuantity', () => {
  it.each([
    ['46 msecs', 46],
    ['46 micros', 0.046],
    ['1.5 msecs', 1.5],
    ['46 msecs via sendfile()', 46],
    ['- msecs', ABSENT],
    ['46', MALFORMED],
    ['46 ', MALFORMED],
    ['46msecs', MALFORMED],
    ['46 msec', MALFORMED],
    ['46 msecs.', MALFORMED],
    ['x msecs', MALFORMED],
    ['', MALFORMED],
  ])('%j is %d', (text, value) => {
    const bytes = bytesOf(text);
    const words = unitWords({ msecs: 'ms', micros: 'us' }, true);
    expect(readQuantity(bytes, 0, bytes.length, words)).toBe(value);
  });

  it('takes a decimal point only where the server writes one', () => {
    const bytes = bytesOf('1.5 msecs');
    expect(readQuantity(bytes, 0, bytes.length, unitWords({ msecs: 'ms' }, false))).toBe(MALFORMED);
  });
});
