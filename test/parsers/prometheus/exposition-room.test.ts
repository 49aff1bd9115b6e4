import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { expositionRoom } from '../../../parsers/prometheus/exposition-room.ts';
import { readText, recognises } from './read-text.ts';

const read = (text: string, fileName?: string) => readText(expositionRoom, text, fileName);

it.each([
  ['# HELP up Whether it is.\n', true],
  ['\n  # TYPE up gauge\n', true],
  ['# a comment\n# TYPE up gauge\n', true],
  ['# UNIT a_seconds seconds\n', true],
  ['# EOF\n', true],
  ['up 1\n', true],
  ['up{job="node"} 1 1700000000000\n', true],
  ['a:b{} NaN\n', true],
  ['{"my.metric"} 1\n', true],
  ['{"my.metric", job="node"} +Inf\n', true],
  ['{__name__="up"} 1 1700000000000\n', false],
  ['{"status":"success"}', false],
  ['graph_title Load average\n', false],
  ['load.value 0.5\n', false],
  ['time,load\n1,2\n', false],
  ['# a comment\n', false],
  ['web1\t5\t1795237577\tall\t%user\t0.5\n', false],
  ['127.0.0.1 - - [21/Nov/2026:05:06:17 +0000] "GET / HTTP/1.1" 200 5\n', false],
  ['', false],
])('recognises %j: %s', (text, expected) => {
  expect(recognises(expositionRoom, text)).toBe(expected);
});

describe('text 0.0.4', () => {
  it('reads values, labels, escapes and times in milliseconds', () => {
    const text = [
      'a 1.5 1000',
      'b{l="C:\\\\DIR",m="say \\"hi\\"\\n"} -3e3 1000',
      'c {x = "1", y="é",} +Inf 1000',
      'd{}NaN\t1000',
      '{"my.metric","my label"="x"} 0x10',
    ];
    expect(read(`${text.slice(0, 4).join('\n')}\n`)).toEqual({
      series: {
        a: [[1000, 1.5]],
        'b{l="C:\\\\DIR",m="say \\"hi\\"\\n"}': [[1000, -3000]],
        'c{x="1",y="é"}': [[1000, Number.POSITIVE_INFINITY]],
        d: [[1000, Number.NaN]],
      },
      notes: [],
    });
    expect(read(`${text[4]}\n`)).toBe('line 1, column 30: a value is expected, a number');
  });

  it('reads names that Prometheus 3 quotes', () => {
    expect(read('{"my.metric", "my label"="x", b="1"} 2 1000\n')).toMatchObject({
      series: { 'my.metric{b="1",my label="x"}': [[1000, 2]] },
    });
  });

  it('joins the samples of one series, in order of time, the first of one time', () => {
    expect(read('a{x="1",y=""} 3 3000\na{x="1"} 1 1000\na{x="1"} 2 1000\n')).toEqual({
      series: {
        'a{x="1"}': [
          [1000, 1],
          [3000, 3],
        ],
      },
      notes: [],
    });
  });

  it('tells counters from gauges by the type of the family', () => {
    const text = [
      ['# TYPE c counter', 'c 1 1'],
      ['# TYPE g gauge', 'g 1 1'],
      ['# TYPE h histogram', 'h_bucket{le="+Inf"} 1 1', 'h_sum 1 1', 'h_count 1 1'],
      ['# TYPE s summary', 's{quantile="0.5"} 1 1', 's_sum 1 1', 's_count 1 1'],
      ['# TYPE u untyped', 'u 1 1', 'n 1 1', ''],
    ];
    const bytes = new TextEncoder().encode(text.flat().join('\n'));
    const reading = expositionRoom.read(bytes, { fileName: 'm', path: 'm' });
    const kinds = isMiss(reading) ? [] : reading.series.map(({ name, kind }) => [name, kind]);
    expect(Object.fromEntries(kinds)).toEqual({
      c: 'counter',
      g: 'gauge',
      h_bucket: 'counter',
      h_sum: 'counter',
      h_count: 'counter',
      s: 'gauge',
      s_sum: 'counter',
      s_count: 'counter',
      u: undefined,
      n: undefined,
    });
  });

  it.each([
    ['a 1', 'line 1, column 4: the text does not end with a line end: it may be cut off'],
    ['a 1\nb c\n', 'line 2, column 3: a value is expected, a number'],
    ['é 1\n', 'line 1, column 1: a metric name is expected'],
    ['a{é="1"} 1\n', 'line 1, column 3: a label name is missing'],
    ['a{x="é",x="2"} 1\n', 'line 1, column 9: the label stands here twice'],
    [
      'a{x="1" y="2"} 1\n',
      'line 1, column 9: labels need a comma between them and a brace behind them',
    ],
    ['a{x} 1\n', 'line 1, column 4: a label name needs = behind it'],
    ['a{x=1} 1\n', 'line 1, column 5: a label value needs quotes around it'],
    ['a{"b"} 1\n', 'line 1, column 1: two metric names'],
    ['{"a","b"} 1\n', 'line 1, column 9: a second metric name'],
    ['{""} 1\n', 'line 1, column 4: an empty metric name'],
    ['a{""="x"} 1\n', 'line 1, column 3: an empty label name'],
    ['a{x="1" 1\n', 'line 1, column 1: the labels are not closed'],
    ['a{__name__="b"} 1\n', 'line 1, column 3: the label name is reserved'],
    ['a 1 2.5\n', 'line 1, column 5: a time in whole milliseconds or the line end is expected'],
    ['a 1 \n', 'line 1, column 5: a time in whole milliseconds or the line end is expected'],
    ['# TYPE a meh\n', 'line 1, column 10: this is no type of a metric'],
    ['# TYPE a-b gauge\n', 'line 1, column 8: this is no metric name'],
    ['# HELP a x\n# HELP a x\n', 'line 2, column 10: a second HELP for a'],
    ['# TYPE h histogram\nh_bucket{le="x"} 1\n', 'line 2, column 1: the label le is no number'],
    ['# TYPE h histogram\nh_count -1\n', 'line 2, column 9: a count is below 0'],
  ])('refuses %j', (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it('tells of a second TYPE what to write between scrapes', () => {
    expect(read('# TYPE a gauge\na 1\n# TYPE a gauge\na 2\n')).toContain('# scraped at <time>');
  });
});

describe('OpenMetrics', () => {
  it('reads units, kinds and times in seconds, and passes over exemplars', () => {
    const text = [
      ['# TYPE a_seconds counter', '# UNIT a_seconds seconds', '# HELP a_seconds x'],
      ['a_seconds_total{p="\\z"} 1 1.5 # {trace="t"} 0.5 1', 'a_seconds_created{p="\\z"} 9 1.5'],
      ['# EOF'],
    ];
    const bytes = new TextEncoder().encode(text.flat().join('\n'));
    expect(expositionRoom.read(bytes, { fileName: 'm', path: 'm' })).toEqual({
      series: [
        {
          name: 'a_seconds_total',
          labels: { p: '\\z' },
          kind: 'counter',
          unit: 'seconds',
          times: Float64Array.of(1500),
          values: Float64Array.of(1),
        },
        {
          name: 'a_seconds_created',
          labels: { p: '\\z' },
          kind: 'gauge',
          unit: 'seconds',
          times: Float64Array.of(1500),
          values: Float64Array.of(9),
        },
      ],
      notes: [],
    });
  });

  it.each([
    '{"my.metric",a="b"} 1\n# EOF\n',
    '# TYPE "my.metric" gauge\n{"my.metric"} 1\n# EOF\n',
    'a{} 1\n# EOF',
    'a +inf\n# EOF\n',
    'a .5\n# EOF\n',
    'a 5.\n# EOF\n',
    '# TYPE h histogram\nh_bucket{le="-1.0"} 1\nh_bucket{le="+Inf"} 2\nh_count 2\nh_sum -3\n# EOF\n',
    '# TYPE s summary\ns{quantile="0.5"} -1\ns_sum -1\ns_count 1\n# EOF\n',
    '# TYPE h histogram\nh_bucket{le="+Inf"} 1 1\nh_count 1 1\nh_sum 1 1\nh_bucket{le="+Inf"} 2 2\nh_count 2 2\nh_sum 1 2\n# EOF\n',
    '# EOF\n',
  ])('accepts %j', (text) => {
    expect(read(text)).toHaveProperty('notes');
  });

  it.each([
    ['a 1\n\n# EOF\n', 'line 2, column 1: a blank line'],
    ['a 1\n# EOF\nblah', 'line 3, column 5: a space and a value are expected'],
    ['a 1\n# EOF\n# EOF\n', 'line 3, column 1: an empty exposition'],
    [
      'a 1\n#EOF\n',
      'line 2, column 1: a line with # is none of HELP, TYPE and UNIT with name and text',
    ],
    ['a{a="1",} 1\n# EOF\n', 'line 1, column 9: a label name is missing'],
    ['a{a="1", b="2"} 1\n# EOF\n', 'line 1, column 9: a label name is missing'],
    ['a{__a="1"} 1\n# EOF\n', 'line 1, column 3: the label name is reserved'],
    ['a 1_000\n# EOF\n', 'line 1, column 3: a value is expected, a number'],
    ['a 1e999\n# EOF\n', 'line 1, column 3: a value is expected, a number'],
    [
      'a 1 Inf\n# EOF\n',
      'line 1, column 5: a time in seconds, an exemplar or the line end is expected',
    ],
    ['a 1\nb 1\na 2\n# EOF\n', 'line 4, column 1: the name a is taken by two families'],
    [
      `# TYPE a counter\na_total 1 # {x="${'y'.repeat(128)}"} 1\n# EOF\n`,
      'line 2, column 11: labels of an exemplar over 128 characters',
    ],
    [
      '# TYPE a counter\n# HELP a \uFFFF\na_total 1',
      'line 3, column 10: the text does not end with a line end: it may be cut off',
    ],
  ])('refuses %j', (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it('takes text 0.0.4 with an added end mark for what it is', () => {
    const text = '# TYPE a_total counter\na_total 1 1000\n# EOF\n';
    expect(read(text)).toMatchObject({ series: { a_total: [[1000, 1]] } });
  });
});

it('says of a text without samples that it has none', () => {
  expect(read('# HELP a x\n')).toEqual({ series: {}, notes: ['there are no samples in it'] });
});

it.each(['\n', '# \n', ' ', '#', '# scraped at ', '{"a",', 'a{}', '\\"'])(
  'looks at %j repeated in no time',
  (part) => {
    const text = `${part.repeat(4000)}x`;
    const start = performance.now();
    recognises(expositionRoom, text);
    read(`a 1\n${text}\n# EOF\n`);
    read(`a 1\n${text}\n`);
    expect(performance.now() - start).toBeLessThan(1000);
  },
);

it('never throws, whatever the bytes', () => {
  const pieces = fc.constantFrom(
    'a',
    'a_total',
    'a_bucket',
    '{',
    '}',
    '"',
    ',',
    '=',
    ' ',
    '\n',
    '#',
    '# TYPE a ',
    'histogram',
    'counter',
    '# EOF\n',
    'le="+Inf"',
    '1',
    '\\',
    '# scraped at 1795237577',
    '\u00e9',
  );
  const text = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    text.map((one) => new TextEncoder().encode(one)),
  );
  fc.assert(
    fc.property(bytes, (input) => {
      expositionRoom.recognises(input);
      expect(expositionRoom.read(input, { fileName: 'm', path: 'm' })).toBeTypeOf('object');
    }),
    { numRuns: 2000 },
  );
});

it('reads back what is printed, in both formats', () => {
  const label = fc.string({ unit: 'binary', maxLength: 8 });
  const sample = fc.tuple(label, fc.double(), fc.integer({ min: 0, max: 4e12 }));
  const escaped = (text: string) =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  fc.assert(
    fc.property(sample, ([host, value, timeMs]) => {
      const name = host === '' ? 'a' : `a{host=${JSON.stringify(host)}}`;
      const expected = { series: { [name]: [[timeMs, value]] }, notes: [] };
      const number = Object.is(value, -0) ? '-0' : String(value);
      const head = `a{host="${escaped(host)}"} ${number}`;
      expect(read(`${head} ${timeMs}\n`)).toEqual(expected);
      expect(read(`${head} ${(timeMs / 1000).toFixed(3)}\n# EOF\n`)).toEqual(expected);
    }),
  );
});
