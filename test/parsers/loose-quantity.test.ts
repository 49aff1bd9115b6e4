import { describe, expect, it } from 'vitest';
import { MAX_NUMBER_LENGTH, readLooseNumber } from '../../parsers/loose-quantity.ts';
import { ABSENT, MALFORMED, type Unit } from '../../parsers/quantity.ts';
import { bytesOf } from './read-line.ts';

function read(text: string, unit?: Unit, list = false): number {
  const bytes = bytesOf(text);
  return readLooseNumber(bytes, 0, bytes.length, { unit, list });
}

describe('readLooseNumber', () => {
  it.each<[string, Unit | undefined, number]>([
    ['0.384', 's', 384],
    ['384', 'ms', 384],
    ['5.7e-02', 's', 57],
    ['1E3', 'count', 1000],
    ['1h2m3.5s', undefined, 3_723_500],
    ['12ms', 's', 12],
    ['380µs', undefined, 0.38],
    ['250ns', 'ms', 0.00025],
    ['12', undefined, ABSENT],
    ['1.5e3', undefined, ABSENT],
    ['', 's', ABSENT],
    ['-', 's', ABSENT],
    ['-1', 's', ABSENT],
    ['12ms', 'count', MALFORMED],
    ['12 parsecs', 's', MALFORMED],
    ['fast', undefined, MALFORMED],
    ['1e999', 's', MALFORMED],
    ['0x10', 's', MALFORMED],
    [`0.${'1'.repeat(MAX_NUMBER_LENGTH)}`, 's', MALFORMED],
  ])('%j in %s is %d', (text, unit, value) => {
    expect(read(text, unit)).toBe(value);
  });

  it('sums a list', () => {
    expect(read('0.1, 0.2 : -', 's', true)).toBe(300);
    expect(read('0.1, x', 's', true)).toBe(MALFORMED);
  });
});
