import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fetchRoom } from '../../../parsers/rrd/fetch-room.ts';
import { readWith } from './reading.ts';

const bytes = (content: string) => new TextEncoder().encode(content);
const file = { fileName: 'a.txt', path: 'a.txt' };

const printed = `                          speed              weight

1800000000: -nan -nan
1800000300: 1.0900000000e+00 -2.0000000000e+01
1800000600: nan 3.0000000000e+00
1800000900: 1.0700000000e+00 nan
`;
const series = [
  {
    name: 'speed',
    labels: {},
    stepMs: 300_000,
    times: Float64Array.of(1_800_000_300_000, 1_800_000_600_000, 1_800_000_900_000),
    values: Float64Array.of(1.09, Number.NaN, 1.07),
  },
  {
    name: 'weight',
    labels: {},
    stepMs: 300_000,
    times: Float64Array.of(1_800_000_300_000, 1_800_000_600_000),
    values: Float64Array.of(-20, 3),
  },
];

describe('fetchRoom', () => {
  it.each([
    ['as it is', printed],
    ['with the line ends of Windows', printed.replaceAll('\n', '\r\n')],
    ['with the NaN of Windows', printed.replaceAll('-nan', '-1.#IND000000e+000')],
    ['with the comma of a locale', printed.replaceAll(/(\d)\.(\d)/g, '$1,$2')],
    ['without its last line end', printed.trimEnd()],
    ['with times set to the right', printed.replaceAll(/^18/gm, ' 18')],
  ])('reads it %s', (_, text) => {
    expect(readWith([fetchRoom], bytes(text))).toEqual({ series, notes: [] });
  });

  it.each(['1.0700000000e+00', '1.07000', '1800000900:', '18000'])(
    'says that the last row is cut off at %s',
    (end) => {
      const cut = printed.slice(0, printed.lastIndexOf(end) + end.length);
      const { series: read, notes } = readWith([fetchRoom], bytes(cut));
      expect(notes).toEqual(['cut off after row 3']);
      expect(read[0]?.values).toEqual(Float64Array.of(1.09));
    },
  );

  it('says that a last number without an exponent is cut off', () => {
    const { notes } = readWith(
      [fetchRoom],
      bytes('            a\n\n1800000000: 1.0\n1800000300: 1.070'),
    );
    expect(notes).toEqual(['cut off after row 1']);
  });

  it('tells no step of one row', () => {
    const { series: read } = readWith([fetchRoom], bytes('            a\n\n1800000000: 1.0e+00\n'));
    expect(read[0]).not.toHaveProperty('stepMs');
  });

  it.each([
    ['nan 3.0', '3.0', /line 5 is not a later time and 2 numbers/],
    ['nan 3.0', 'nan,3.0', /line 5/],
    ['1800000600', '1800000300', /line 5/],
    ['1800000600', '9999999999999', /line 5/],
    [/^1800.*\n/gm, '', /line 3 is not a row/],
    [/^.*speed.*/, '', /line 1/],
  ])('names what is damaged: %s', (part, replacement, reason) => {
    const read = fetchRoom.read(bytes(printed.replace(part, replacement)), file);
    expect('reason' in read && read.reason).toMatch(reason);
  });

  it.each([
    [printed, true],
    ['                          42\n\n 920804400: NaN\n', true],
    ['                          42\n\n1700001000: -1.#IND000000e+000\n', true],
    ['time value\n\n1700001000: 1\n', false],
    ['      key:\n\n  1700001000: text', false],
    ['', false],
  ])('recognises %j: %s', (head, expected) => {
    expect(fetchRoom.recognises(bytes(head))).toBe(expected);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (any, at) => {
        const place = at % printed.length;
        const changed = printed.slice(0, place) + any + printed.slice(place + any.length);
        expect(fetchRoom.read(bytes(changed), file)).toBeDefined();
      }),
    );
  });
});
