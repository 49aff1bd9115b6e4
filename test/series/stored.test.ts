import { describe, expect, it } from 'vitest';
import { readSeries } from '../../src/series/read.ts';
import { BEFORE_SECONDS, rrdFile } from './made-rrd.ts';

const text = (path: string, content: string) => ({
  path,
  bytes: new TextEncoder().encode(content),
});
const stem = 'example.org/web1-load-load-g';
const seconds = [10, 20, 30].map((after) => BEFORE_SECONDS + after);
const fetched = `                   42\n\n${seconds.map((at, index) => `${at}: ${index + 1}.0e+00\n`).join('')}`;
const exported = `{ "about": "RRDtool graph JSON output", "meta": { "start": ${seconds[0]}, "step": 10,
  "legend": [
      "it",
      "it max"
  ] }, "data": [ [ 1.0, 1.0 ], [ 2.0, 2.0 ], [ 3.0, 3.0 ] ] }`;

describe('texts of rrdtool', () => {
  const [expected] = readSeries([rrdFile(`${stem}.rrd`, { 42: [1, 2, 3] })]).series;

  it.each([
    ['.fetch.txt', fetched],
    ['.rrd.fetch', fetched],
    ['.txt', fetched],
    ['.rrd.fetch.txt.gz', fetched],
    ['.xport.json', exported],
    ['-xport.json', exported],
    ['.json', exported],
  ])('named %s give the series of the file that they were made of', (ending, content) => {
    expect(expected).toMatchObject({ name: 'load.load', node: 'web1', role: 'load' });
    expect(readSeries([text(stem + ending, content)]).series).toEqual([expected]);
  });

  it('beside that file add nothing to it', () => {
    const files = [
      rrdFile(`${stem}.rrd`, { 42: [1, 2, 3] }),
      text('web1-load-load-g.fetch.txt', fetched),
      text('web1-load-load-g.xport.json', exported),
    ];
    const { series, notes } = readSeries(files);
    expect(series).toEqual([expected]);
    expect(notes).toEqual([
      {
        path: 'web1-load-load-g.xport.json',
        text: 'column left out, as it holds the extremes of another: it max',
      },
    ]);
  });

  it('of Munin rates are means over their steps', () => {
    const [series] = readSeries([text('web1-if_eth0-up-d.txt', fetched)]).series;
    expect(series).toMatchObject({ role: 'network', sampling: 'mean' });
  });
});

describe('a Munin folder', () => {
  const load = rrdFile('example.org/web1-load-load-g.rrd', { 42: [1, 2] });
  const own = rrdFile('example.org/web1-queue-jobs-g.rrd', { 42: [1, 2] });
  const datafile = text(
    'datafile',
    [
      'version 2.0.73',
      'example.org;web1:queue.graph_title Jobs',
      'example.org;web1:queue.graph_vlabel %',
      'example.org;web1:queue.jobs.label waiting',
      'example.org;web1:queue.jobs.warning 5',
      'example.org;web1:queue.jobs.cdef jobs,2,*',
    ].join('\n'),
  );
  const storable = (path: string) => text(path, 'pst0\u0005');

  it('gives titles, units and levels', () => {
    const { series } = readSeries([load, own, datafile]);
    expect(series.find(({ name }) => name === 'queue.jobs')).toMatchObject({
      unit: '%',
      title: 'Jobs: waiting, drawn as jobs,2,*',
      levels: { warning: { above: 5 } },
    });
  });

  it('scales levels as it does values', () => {
    const busy = rrdFile('g/web1-cpu-iowait-d.rrd', { 42: [100, 200] }, 'DERIVE');
    const levels = text(
      'datafile',
      'version 2.0.73\ng;web1:cpu.iowait.warning 10:150\ng;web1:cpu.iowait.critical :180\n',
    );
    expect(readSeries([busy, levels]).series[0]).toMatchObject({
      unit: 'cores',
      levels: { warning: { below: 0.1, above: 1.5 }, critical: { above: 1.8 } },
    });
  });

  it('passes over what Munin keeps there for itself', () => {
    const files = ['limits.storable', 'datafile.storable', 'htmlconf.storable'].map(storable);
    const limits = text('limits', 'version 2.0.73\nexample.org;web1;load;load;warning 10\n');
    const stats = text('munin-update.stats', 'UT|1.0\n');
    expect(readSeries([load, datafile, limits, stats, ...files]).skipped).toEqual([]);
  });

  it('without its datafile says what is not read', () => {
    const database = text('datafile.sqlite', 'SQLite format 3\0');
    const { skipped } = readSeries([load, storable('datafile.storable'), database]);
    expect(skipped).toEqual([
      { path: 'datafile.sqlite', reason: expect.stringContaining('Munin 3') },
      { path: 'datafile.storable', reason: expect.stringContaining('datafile') },
    ]);
  });
});
