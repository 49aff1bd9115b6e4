import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { queryTextRoom } from '../../../parsers/prometheus/query-text-room.ts';
import { prometheusRoom } from '../../../parsers/prometheus/room.ts';
import { readText, recognises } from './read-text.ts';

const read = (text: string) => readText(queryTextRoom, text, 'busy.txt');
const corpus = new URL('../../../../shared/corpus/prom-made/', import.meta.url);
const there = existsSync(corpus);
const missing = there ? '' : ' (skipped: the corpus is not here)';

it.each([
  ['up{job="node"} =>\n1 @[1700000000]\n', true],
  ['up =>\n', true],
  ['{} => 1 @[1700000000.123]\n', true],
  ['scalar: 1 @[1700000000.123]\n', true],
  ['up{job="node"} 1\n', false],
  ['a => b\n', false],
  ['', false],
])('recognises %j: %s', (text, expected) => {
  expect(recognises(queryTextRoom, text)).toBe(expected);
});

it('reads a range', () => {
  const text =
    'up{a="x, =>\\n\\"", my.l="é"} =>\n1 @[1700000000]\nNaN @[1700000015.5]\nb =>\n2 @[1]\n';
  expect(read(text)).toEqual({
    series: {
      'up{a="x, =>\\n\\"",my.l="é"}': [
        [1_700_000_000_000, 1],
        [1_700_000_015_500, Number.NaN],
      ],
      b: [[1000, 2]],
    },
    notes: [],
  });
});

it('reads an instant, and names expressions by the file', () => {
  expect(read('up{a="} => 5 @[7]"} => 1 @[2]\n{a="x"} => +Inf @[2]\n')).toEqual({
    series: {
      'up{a="} => 5 @[7]"}': [[2000, 1]],
      'busy{a="x"}': [[2000, Number.POSITIVE_INFINITY]],
    },
    notes: [],
  });
  expect(read('scalar: 4 @[1.5]\n')).toEqual({ series: { busy: [[1500, 4]] }, notes: [] });
});

it('says how many native histograms it passes over', () => {
  const text = 'h =>\nCount: 1.000000, Sum: 2.000000, Buckets: [(1,2]:1] @[1]\nup =>\n1 @[1]\n';
  expect(read(text)).toEqual({
    series: { up: [[1000, 1]] },
    notes: ['1 samples of native histograms are not read'],
  });
});

it.each([
  ['up{a="x" =>\n', 'line 1, column 3: the labels are not closed'],
  [
    'up =>\n1\n',
    'line 2, column 1: a series with => behind it or a sample "value @[seconds]" is expected',
  ],
  ['up => 1\n', 'line 1, column 1: a sample "value @[seconds]" is expected behind =>'],
])('refuses %j', (text, reason) => {
  expect(read(text)).toBe(reason);
});

it('never throws, whatever the text', () => {
  const pieces = fc.constantFrom('up', '{', '}', '"', 'a=', ' =>', '\n', '1 @[1]', 'scalar: ', ' ');
  const text = fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), text), (input) => {
      expect(['string', 'object']).toContain(typeof read(input));
    }),
    { numRuns: 1000 },
  );
});

it.skipIf(!there)(`reads the same from promtool's text and its JSON${missing}`, () => {
  const text = readFileSync(new URL('promtool_query_range.txt', corpus));
  const json = readFileSync(new URL('promtool_query_range.json', corpus));
  expect(queryTextRoom.recognises(text)).toBe(true);
  expect(readText(queryTextRoom, text)).toEqual(readText(prometheusRoom, json));
});
