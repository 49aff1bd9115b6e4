import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadedWith, root } from '../support/loaded-with.ts';

/** What is loaded only when it is met: rooms and files that end like this, and packages. */
const onlyWhenMet = {
  'what reads metrics': [
    'parsers/csv/',
    'parsers/munin/',
    'parsers/prometheus/',
    'parsers/rrd/',
    'parsers/sysstat/',
    'src/ingest/read-metrics.ts',
    'src/series/read.ts',
    'src/series/roles.ts',
  ],
  'what asks addresses': ['src/live/endpoint.ts', 'src/live/polling.ts', 'node:http', 'node:net'],
  'what reads configurations': [
    'parsers/server-config-rooms.ts',
    'parsers/apache/server-config.ts',
    'src/server-config/read-server-config.ts',
  ],
  'what reads pipes': ['src/ingest/pipe-lines.ts', 'split2'],
  'what inflates': ['src/ingest/bzip2/inflate.ts', 'fzstd', 'xz-decompress'],
  'what reads times that were typed': ['src/typed-time.ts', 'date-fns', '@date-fns/tz'],
  'what draws': ['src/pictures-beside.ts', 'src/chart/', 'src/report/html/', 'echarts'],
  'what writes': ['src/report/markdown.ts', 'src/report/json.ts', 'mdast-util-to-markdown'],
};

const thread = loadedWith(new URL('src/segments/worker.ts', root));
const report = loadedWith(new URL('src/commands/report.ts', root));

describe('a report of a plain log', () => {
  it.each(Object.entries(onlyWhenMet))('does not load %s', (_, unmet) => {
    expect([...report].filter((path) => unmet.some((one) => isOf(path, one)))).toEqual([]);
  });

  it('is spared files that there are', () => {
    const paths = Object.values(onlyWhenMet).flat();
    const own = paths.filter((path) => /^(?:src|parsers)\//.test(path));
    expect(own.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it('loads the reader of segments', () => {
    expect(report).toContain('src/segments/segment-reader.ts');
  });
});

describe('a thread that reads segments', () => {
  it('loads nothing of what comes before and after them', () => {
    const others = [
      'commander',
      'parsers/detect.ts',
      'parsers/guess-format.ts',
      'src/ingest/find-format.ts',
      'src/analysis/',
      'src/compose/',
      'src/report/',
      'src/rollup/rollup.ts',
      'src/segments/segment-pool.ts',
      ...Object.values(onlyWhenMet).flat(),
    ];
    expect([...thread].filter((path) => others.some((one) => isOf(path, one)))).toEqual([]);
  });

  it('loads the reader of segments', () => {
    expect(thread).toContain('src/segments/segment-reader.ts');
  });
});

function isOf(path: string, one: string): boolean {
  return one.endsWith('/') ? path.startsWith(one) : path === one;
}
