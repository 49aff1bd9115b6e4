import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytes,
  count,
  counted,
  decimal,
  duration,
  quantity,
  quantityRange,
  score,
  share,
} from '../../src/report/numbers.ts';

describe('numbers for people', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [5_105_062_572, '5,105,062,572'],
    [-1234.6, '-1,235'],
  ])('counts %d as %s', (value, text) => {
    expect(count(value)).toBe(text);
  });

  it.each([
    [1, 'request', undefined, '1 request'],
    [0, 'request', undefined, '0 requests'],
    [1412, 'entry', 'entries', '1,412 entries'],
  ])('names %d %s', (value, noun, plural, text) => {
    expect(counted(value, noun, plural)).toBe(text);
  });

  it.each([
    [0, '0'],
    [0.0004, '< 0.001'],
    [-0.0004, '> -0.001'],
    [0.0123456, '0.0123'],
    [4.1, '4.1'],
    [99.94, '99.9'],
    [99.96, '100'],
    [1234.5, '1,235'],
    [-4.126, '-4.13'],
  ])('rounds %d to %s', (value, text) => {
    expect(decimal(value)).toBe(text);
  });

  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [999.7, '1,000 bytes'],
    [1000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [5_105_062_572, '5.11 GB'],
    [15_804_000_000, '15.8 GB'],
    [-2_000_000, '-2 MB'],
    [4e18, '4,000 PB'],
  ])('says %d bytes as %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [0.0002, '< 1 ms'],
    [0.35, '350 ms'],
    [0.9996, '1 s'],
    [4.2, '4.2 s'],
    [42.4, '42 s'],
    [59.6, '1 min'],
    [200, '3 min 20 s'],
    [3599.7, '1 h'],
    [7500, '2 h 5 min'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
    [-90, '-1 min 30 s'],
  ])('says %d seconds as %s', (value, text) => {
    expect(duration(value)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.0002, '< 1 %'],
    [0.834, '83 %'],
    [0.999, '> 99 %'],
    [1, '100 %'],
  ])('says the share %d as %s', (value, text) => {
    expect(share(value)).toBe(text);
  });

  it.each([
    [4_102_000_000, 'bytes', '4.1 GB'],
    [1_500_000, 'bytes/s', '1.5 MB/s'],
    [12.34, '1/s', '12.3/s'],
    [0.25, 'seconds', '250 ms'],
    [1, 'cores', '1 core'],
    [1.5, 'cores', '1.5 cores'],
    [0.5, 's', '500 ms'],
    [12.34, 'percent', '12.3 %'],
    [150, 'workers', '150 workers'],
    [101, 'threads', '101 threads'],
    [1, 'processes', '1 process'],
    [20, 'connections', '20 connections'],
    [1, 'requests', '1 request'],
    [7, '', '7'],
    [12.3, '1', '12.3'],
    [97, '%', '97 %'],
    [3, 'widgets', '3 widgets'],
    [3, 'constructor', '3 constructor'],
  ])('says %d %s as %s', (value, unit, text) => {
    expect(quantity(value, unit)).toBe(text);
  });

  it('gives a score two decimals', () => {
    expect(score(0.8666)).toBe('0.87');
  });

  it('never turns the order of two sizes or durations around by its unit', () => {
    const sizes = ['byte', 'bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        const unit = (text: string) => sizes.indexOf(text.split(' ')[1] ?? '');
        expect(unit(bytes(small * 1e6))).toBeLessThanOrEqual(Math.max(1, unit(bytes(large * 1e6))));
      }),
    );
  });

  it.each([
    [7, 150, 'workers', '7 to 150 workers'],
    [3, 1, 'requests', '3 to 1 request'],
    [11.5e6, 938e6, 'bytes', '11.5 MB to 938 MB'],
    [0, 79.2, '1/s', '0/s to 79.2/s'],
    [7, 150, '1', '7 to 150'],
  ])('names things once in a range: %d, %d %s', (from, to, unit, text) => {
    expect(quantityRange(from, to, unit)).toBe(text);
  });

  it('writes no part of a duration as full as the next unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e7, noNaN: true }), (seconds) => {
        const text = duration(seconds);
        expect(text).not.toMatch(/\b(?:1000 ms|60 s|60 min|24 h)\b/);
      }),
    );
  });
});
