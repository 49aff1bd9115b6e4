import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_CHARACTERS, readFloat } from '../../../parsers/prometheus/float-text.ts';

const read = (text: string) => readFloat(new TextEncoder().encode(text), 0, text.length);

it.each([
  ['0', 0],
  ['-0', -0],
  ['+5', 5],
  ['5.', 5],
  ['.5', 0.5],
  ['007.50', 7.5],
  ['1e-3', 0.001],
  ['1E+3', 1000],
  ['0.1', 0.1],
  ['123456789.123456', 123456789.123456],
  ['9007199254740993', 9007199254740992],
  ['NaN', Number.NaN],
  ['nan', Number.NaN],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
])('reads %s', (text, value) => {
  expect(read(text)).toBe(value);
});

it.each([
  '',
  '.',
  '+',
  '-',
  'e5',
  '1e',
  '1.2.3',
  '0x10',
  '0x1p-3',
  '1_000',
  '1 ',
  ' 1',
  '+nan',
  '1e999',
  'é',
  '1,5',
])('refuses %j', (text) => {
  expect(read(text)).toBeUndefined();
});

it('refuses numbers of more characters than any writer prints', () => {
  expect(read('1'.repeat(MAX_CHARACTERS + 1))).toBeUndefined();
  expect(read(`0.${'1'.repeat(MAX_CHARACTERS - 2)}`)).toBeCloseTo(1 / 9);
});

it('reads every double as JavaScript does', () => {
  fc.assert(
    fc.property(fc.double({ noDefaultInfinity: true }), (value) => {
      expect(read(Object.is(value, -0) ? '-0' : String(value))).toBe(value);
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(12), (value, digits) => {
      expect(read(value.toFixed(digits))).toBe(Number(value.toFixed(digits)));
    }),
  );
});
