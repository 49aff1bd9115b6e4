import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dumpRoom } from '../../../parsers/prometheus/dump-room.ts';
import { prometheusRoom } from '../../../parsers/prometheus/room.ts';
import { readText, recognises } from './read-text.ts';

const read = (text: string | Uint8Array) => readText(dumpRoom, text);
const corpus = new URL('../../../../shared/corpus/', import.meta.url);
const there = existsSync(corpus);
const missing = there ? '' : ' (skipped: the corpus is not here)';

it.each([
  ['{__name__="up", job="node"} 1 1700000000000\n', true],
  ['{bar="0"} 0 0\n', true],
  ['{__name__="my.metric", "my.label"="x"} NaN -5\n', true],
  ['{__name__="h"} {count:1, sum:2, (1,2]:1} 1700000000000\n', true],
  [`{__name__="up", long="${'x'.repeat(9000)}"} 1 1700000000000\n`, true],
  ['{"my.metric", job="node"} 1 1700000000000\n', false],
  ['{"status":"success"}', false],
  ['up{job="node"} 1 1700000000000\n', false],
  ['{label="bla"} 3.14 2', false],
  ['', false],
])('recognises %j: %s', (text, expected) => {
  expect(recognises(dumpRoom, text)).toBe(expected);
});

it('reads the samples of each series, with all escapes of Go', () => {
  const labels = String.raw`{__name__="up", a="\a\b\f\n\r\t\v\\\"\x00\xff\u00e9\U0001F600", "my.l"="é"}`;
  expect(read(`${labels} 1 1000\n${labels} NaN 2000\n{x="y"} -Inf 5\n`)).toEqual({
    series: {
      [`up{a=${JSON.stringify('\x07\b\f\n\r\t\v\\"\0\uFFFDé😀')},my.l="é"}`]: [
        [1000, 1],
        [2000, Number.NaN],
      ],
      '{x="y"}': [[5, Number.NEGATIVE_INFINITY]],
    },
    notes: [],
  });
});

it('says how many native histograms it passes over', () => {
  const text = '{__name__="h"} {count:1, sum:2, (1,2]:1} 1000\n{__name__="a"} 1 1000\n';
  expect(read(text)).toEqual({
    series: { a: [[1000, 1]] },
    notes: ['1 samples of native histograms are not read'],
  });
});

it.each([
  ['{a="1"} 1 1000', 'line 1, column 15: the dump does not end with a line end: it is cut off'],
  ['{a="1"} 1 1000\nup 1 2\n', 'line 2, column 1: labels in braces are expected'],
  ['{a="1"} 1\n', 'line 1, column 9: a value and a time in whole milliseconds are expected'],
  ['{a="1"} x 1000\n', 'line 1, column 9: a value is expected, a number'],
  ['{a="1"} 1 1.5\n', 'line 1, column 11: a value and a time in whole milliseconds are expected'],
  [
    '{a="\\q"} 1 1000\n',
    'line 1, column 4: quoted text is not closed, or holds an unknown escape or bytes that are no UTF-8',
  ],
])('refuses %j', (text, reason) => {
  expect(read(text)).toBe(reason);
});

it('never throws, whatever the bytes', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    'a',
    '"',
    '=',
    ', ',
    ' ',
    '1',
    '\n',
    '\\x',
    '\\',
    '\u00e9',
  );
  const text = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), text), (input) => {
      expect(['string', 'object']).toContain(typeof read(input));
    }),
    { numRuns: 1000 },
  );
});

describe.skipIf(!there)(`real dumps${missing}`, () => {
  const bytes = (path: string) => readFileSync(new URL(path, corpus));

  it('have each line as one sample', () => {
    for (const path of [
      'prom-made/promtool_tsdb_dump_match.txt',
      'prom-made/index_format_v1.promtool-dump.txt',
      'prom/prometheus__prometheus/dump-test-1.prom',
    ]) {
      const file = bytes(path);
      expect(dumpRoom.recognises(file.subarray(0, 4096))).toBe(true);
      const reading = read(file);
      const series = typeof reading === 'string' ? {} : reading.series;
      const lines = file.toString().trimEnd().split('\n').length;
      expect(Object.values(series).flat().length).toBe(lines);
    }
  });

  it('hold the samples that the query API tells', () => {
    const dump = read(bytes('prom-made/promtool_tsdb_dump_match.txt'));
    const export_ = readText(prometheusRoom, bytes('prom-made/vm_export_max_rows_10.jsonl'));
    if (typeof dump === 'string' || typeof export_ === 'string') throw new Error('a miss');
    // The two servers scraped the same exporter, each at its own times.
    for (const name of Object.keys(export_.series)) expect(dump.series).toHaveProperty([name]);
  });
});
