import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { prometheusRoom, readPrometheus } from '../../../parsers/prometheus/room.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const source = { fileName: 'expr_cpu_busy.json', path: 'expr_cpu_busy.json' };
const read = (reply: unknown) => {
  const reading = prometheusRoom.read(encode(JSON.stringify(reply)), source);
  return isMiss(reading) ? reading : reading.series;
};
const matrix = (...result: unknown[]) => ({
  status: 'success',
  data: { resultType: 'matrix', result },
});
const up = { __name__: 'up', instance: 'web1:9100', job: 'node' };

describe('prometheusRoom', () => {
  it.each([
    ['{"status":"success","data":{"resultType":"matrix","result":[]}}', true],
    ['{"status":"error","errorType":"bad_data","error":"x"}', true],
    ['\uFEFF{\n  "status" : "success",\n', true],
    ['{"data":{"result":[],"resultType":"matrix"},"status":"success"}', true],
    ['[{"metric":{"__name__":"up"},"values":[[1,"1"]]}]', true],
    ['{"meta":{"start":1795225250,"step":10}}', false],
    ['{"status":200,"request":"GET /"}', false],
    ['up{job="node"} 1', false],
    ['', false],
  ])('recognises %j: %s', (head, expected) => {
    expect(prometheusRoom.recognises(encode(head))).toBe(expected);
  });

  it('reads a matrix', () => {
    const values = [
      [1795228751.98, '0.5'],
      [1795228766.98, '2'],
    ];
    expect(read(matrix({ metric: up, values }))).toEqual([
      {
        name: 'up',
        labels: { instance: 'web1:9100', job: 'node' },
        times: Float64Array.of(1_795_228_751_980, 1_795_228_766_980),
        values: Float64Array.of(0.5, 2),
      },
    ]);
  });

  it('names the result of an expression by its file', () => {
    const metric = { instance: 'web1:9100' };
    const series = read(matrix({ metric, values: [[1795228751.98, '0.9933528777777786']] }));
    expect(series).toMatchObject([{ name: 'expr_cpu_busy', labels: metric }]);
  });

  it('reads an instant vector, a scalar and a bare list', () => {
    const value = [1795229208.486, '24629977088'];
    const vector = {
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: up, value }] },
    };
    const expected = {
      times: Float64Array.of(1_795_229_208_486),
      values: Float64Array.of(24_629_977_088),
    };
    expect(read(vector)).toMatchObject([{ name: 'up', ...expected }]);
    const scalar = { status: 'success', data: { resultType: 'scalar', result: value } };
    expect(read(scalar)).toMatchObject([{ name: 'expr_cpu_busy', labels: {}, ...expected }]);
    expect(read([{ metric: up, values: [value] }])).toMatchObject([{ name: 'up', ...expected }]);
  });

  it.each([
    ['NaN', Number.NaN],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-Inf', Number.NEGATIVE_INFINITY],
    ['1e-9', 1e-9],
    ['', Number.NaN],
    ['nonsense', Number.NaN],
  ])('reads the value %j', (text, expected) => {
    const series = read(matrix({ metric: up, values: [[1, text]] }));
    expect(isMiss(series) ? series : [...(series[0]?.values ?? [])]).toEqual([expected]);
  });

  it('takes the data beside warnings, and passes over native histograms', () => {
    const histogram = { metric: { __name__: 'h' }, histograms: [[1, { count: '1' }]] };
    const reply = { ...matrix(histogram, { metric: up, values: [[1, '1']] }), warnings: ['slow'] };
    expect(read(reply)).toMatchObject([{ name: 'up' }]);
  });

  it.each([
    [
      {
        status: 'error',
        errorType: 'bad_data',
        error: '1:6: parse error: unclosed left parenthesis',
      },
      'Prometheus answered with an error: bad_data: 1:6: parse error: unclosed left parenthesis',
    ],
    [{ status: 'error' }, 'Prometheus answered with an error: no message'],
    [matrix(), 'Prometheus reply with no series'],
    [
      matrix({ metric: up, histograms: [[1, {}]] }),
      'Prometheus reply with only native histograms, which are not read',
    ],
    [matrix({ metric: up }), 'damaged Prometheus reply: values is not a list of samples'],
    [matrix({ values: [[1, '1']] }), 'damaged Prometheus reply: metric is not an object of texts'],
    [
      matrix({ metric: up, values: [[1, 1]] }),
      'damaged Prometheus reply: values is not pairs of a number and a text',
    ],
    [
      matrix({
        metric: up,
        values: [
          [2, '1'],
          [1, '1'],
        ],
      }),
      'damaged Prometheus reply: timestamps do not ascend',
    ],
    [
      { status: 'success', data: { resultType: 'string', result: [1, 'a'] } },
      'damaged Prometheus reply: data.resultType is not "matrix", "vector" or "scalar"',
    ],
    [{ status: 'success' }, 'damaged Prometheus reply: data is not an object'],
    [{ status: 'maybe' }, 'damaged Prometheus reply: status is not "success" or "error"'],
    [{ status: 'success', data: {} }, 'damaged Prometheus reply: data.result is not a list'],
    [7, 'not a Prometheus reply: no JSON object'],
  ])('misses %j', (reply, reason) => {
    expect(read(reply)).toMatchObject({ reason });
  });

  it('clips the message of a server', () => {
    const series = read({ status: 'error', error: 'x'.repeat(1000) });
    expect(isMiss(series) && series.reason.length).toBeLessThan(350);
  });

  it('misses a reply that is cut at any place', () => {
    const text = JSON.stringify(matrix({ metric: up, values: [[1, '1']] }));
    for (let length = 0; length < text.length; length += 1) {
      expect(prometheusRoom.read(encode(text.slice(0, length)), source)).toHaveProperty('reason');
    }
  });

  it('misses a reply over the limit', () => {
    const bytes = encode(JSON.stringify(matrix({ metric: up, values: [[1, '1']] })));
    expect(readPrometheus(bytes, source, bytes.length - 1)).toHaveProperty('reason');
    expect(readPrometheus(bytes, source, bytes.length)).toHaveProperty('series.length', 1);
  });

  it('never throws on any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (result, metric) => {
        const item = `{"metric":${metric},"values":${result}}`;
        for (const text of [
          result,
          `[${item}]`,
          `{"status":"success","data":{"resultType":"matrix","result":[${item}]}}`,
        ]) {
          expect(prometheusRoom.read(encode(text), source)).toBeTypeOf('object');
        }
      }),
    );
  });
});
