import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DecimalMark,
  decimalMarkOf,
  MAX_NUMBER_LENGTH,
  readPlain,
  readValue,
} from '../../../parsers/csv/values.ts';

describe('readValue', () => {
  it.each<readonly [string, number, string | undefined]>([
    ['1', 1, undefined],
    ['-1.5', -1.5, undefined],
    ['1e3', 1000, undefined],
    ['1,234.5', 1234.5, undefined],
    ['12.5 GB', 12.5e9, 'bytes'],
    ['2 GiB', 2 * 1024 ** 3, 'bytes'],
    ['0 B', 0, 'bytes'],
    ['16 kb/s', 2000, 'bytes/s'],
    ['1 MB/s', 1e6, 'bytes/s'],
    ['45%', 45, '%'],
    ['45.5 %', 45.5, '%'],
    ['250 ms', 0.25, 'seconds'],
    ['2 µs', 2e-6, 'seconds'],
    ['2 mins', 120, 'seconds'],
    ['3.5 req/s', 3.5, '1/s'],
    ['1.5 K', 1500, '1'],
    ['2 Mil', 2e6, '1'],
  ])('reads %j as %d %s', (text, value, unit) => {
    expect(readValue(text, '.')).toEqual(unit === undefined ? { value } : { value, unit });
  });

  it.each(['', ' ', 'null', 'undefined', 'NaN', '-nan', 'N/A', '-', '+Inf', 'No data'])(
    '%j is no value',
    (text) => {
      expect(readValue(text, '.')).toEqual({ value: Number.NaN });
    },
  );

  it.each([
    'abc',
    '12 parsecs',
    '1.2.3',
    '1,23,4',
    '127.0.0.1',
    '0x10',
    '1'.repeat(MAX_NUMBER_LENGTH + 1),
  ])('%j is text', (text) => {
    expect(readValue(text, '.')).toBeUndefined();
  });

  it('reads decimal commas where the table has them', () => {
    expect(readValue('1,5', ',')).toEqual({ value: 1.5 });
    expect(readValue('1.234,5', ',')).toEqual({ value: 1234.5 });
    expect(readValue('12,3 GB', ',')).toEqual({ value: 12.3e9, unit: 'bytes' });
  });
});

describe('decimalMarkOf', () => {
  it.each<readonly [readonly string[], boolean, DecimalMark]>([
    [['1.5', '2'], true, '.'],
    [['1,5', '2'], true, ','],
    [['1,5', '2'], false, ','],
    [['1,234'], true, '.'],
    [['1,234'], false, ','],
    [['1,234', '0.5'], false, '.'],
    [['1,234.5'], false, '.'],
    [['1.234,5'], false, ','],
    [['web1, web2'], false, '.'],
  ])('of %j, parted by commas: %s, is %j', (cells, isCommaDelimited, mark) => {
    expect(decimalMarkOf(cells, isCommaDelimited)).toBe(mark);
  });
});

it('readPlain reads numbers as Number does, or not at all', () => {
  const written = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.tuple(fc.integer(), fc.nat()).map(([whole, part]) => `${whole}.${part}`),
    fc.string({ unit: fc.constantFrom('0', '1', '9', '.', '-', '+', 'e', ' ') }),
  );
  fc.assert(
    fc.property(written, (text) => {
      const bytes = new TextEncoder().encode(text);
      const read = readPlain(bytes, 0, bytes.length, '.');
      if (!Number.isNaN(read)) expect(read).toBe(Number(text));
    }),
  );
  expect(readPlain(new TextEncoder().encode('-12.25'), 0, 6, '.')).toBe(-12.25);
});
