import { expect, it } from 'vitest';
import { readSeries } from '../../src/series/read.ts';

const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
const startMs = Date.parse('2026-11-21T05:06:00Z');

/** Three samples a minute apart by every road that Prometheus' texts take. */
const loads = [0.5, 4, 2];
const times = loads.map((_, minute) => startMs + minute * 60_000);
const lines = (print: (load: number, timeMs: number) => string) =>
  loads.map((load, index) => print(load, times[index] ?? 0)).join('');

it.each([
  [
    'scrapes file by file',
    loads.map((load, minute) =>
      file(
        `m/node-20261121T050${6 + minute}00Z.prom`,
        `# TYPE node_load1 gauge\nnode_load1 ${load}\n`,
      ),
    ),
  ],
  [
    'scrapes in one file',
    [
      file(
        'm.prom',
        lines(
          (load, timeMs) =>
            `# scraped at ${new Date(timeMs).toISOString()}\n# TYPE node_load1 gauge\nnode_load1 ${load}\n`,
        ),
      ),
    ],
  ],
  [
    'OpenMetrics with times',
    [file('m.om', `${lines((load, timeMs) => `node_load1 ${load} ${timeMs / 1000}\n`)}# EOF\n`)],
  ],
  [
    'a dump',
    [
      file(
        'm',
        lines((load, timeMs) => `{__name__="node_load1"} ${load} ${timeMs}\n`),
      ),
    ],
  ],
  [
    'query text',
    [file('m', `node_load1 =>\n${lines((load, timeMs) => `${load} @[${timeMs / 1000}]\n`)}`)],
  ],
  [
    'an export',
    [
      file(
        'm',
        `{"metric":{"__name__":"node_load1"},"values":[${loads}],"timestamps":[${times}]}\n`,
      ),
    ],
  ],
])('reads one series from %s', (_, files) => {
  const { series, skipped, notes } = readSeries(files);
  expect({ skipped, notes }).toEqual({ skipped: [], notes: [] });
  expect(series).toMatchObject([
    {
      name: 'node_load1',
      role: 'load',
      times: Float64Array.from(times),
      values: Float64Array.from(loads),
    },
  ]);
});

it('says of a scrape without a time what to do', () => {
  const { notes } = readSeries([file('metrics.prom', 'node_load1 1\n')]);
  expect(notes).toMatchObject([
    { path: 'metrics.prom', text: expect.stringContaining('scraped at') },
  ]);
});
