import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeText, readCount, readNumber } from '../../../parsers/rrd/text.ts';

it.each([
  ['1.0900000000e+00', 1.09],
  ['-2.0000000000e-05', -2e-5],
  [' 7 ', 7],
  ['1,5e+01', 15],
  ['NaN', Number.NaN],
  ['-nan', Number.NaN],
  ['nan(0x8000000000000)', Number.NaN],
  ['-nan(ind)', Number.NaN],
  ['1.#QNAN0e+000', Number.NaN],
  ['null', Number.NaN],
  ['U', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-1.#INF00e+000', Number.NEGATIVE_INFINITY],
  ['', undefined],
  ['1.5e', undefined],
  ['0x10', undefined],
  ['1 2', undefined],
])('readNumber(%j) is %d', (text, value) => {
  expect(readNumber(text)).toEqual(value);
});

it('reads every finite number as it was printed', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(readNumber(value.toExponential())).toBe(value + 0);
    }),
  );
});

it.each([
  ['300', 300],
  [' 0 ', 0],
  ['-1', undefined],
  ['1e3', undefined],
  [undefined, undefined],
])('readCount(%j) is %d', (text, value) => {
  expect(readCount(text)).toBe(value);
});

it('refuses texts over the limit', () => {
  expect(decodeText(new Uint8Array(11), 10)).toEqual({
    reason: 'rrdtool output of more than 10 bytes: export a shorter span',
  });
  expect(decodeText(new Uint8Array(10), 10)).toBe('\0'.repeat(10));
});
