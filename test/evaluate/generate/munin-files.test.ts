import { expect, it } from 'vitest';
import { readSeries } from '../../../src/series/read.ts';
import { furtherFamilies } from './families.ts';
import { GRID_SECONDS } from './grid-level.ts';
import { makeCase } from './made-case.ts';
import { muninFiles } from './munin-files.ts';
import { secondArchive } from './resolutions.ts';

const HOUR = 3600;
const resolution = { ...secondArchive, spanSeconds: 24 * HOUR, rate: 0.05 };
const family = furtherFamilies.find(({ name }) => name === 'keepalive');
if (family === undefined) throw new Error('there is no keepalive');
const { epoch, hosts } = makeCase('c1', family, 3, { resolution });
const [host] = hosts;
if (host === undefined) throw new Error('there is no host');
const { machine, happened, resources } = host;
const files = muninFiles(
  { ...host, levels: happened.levels },
  { server: 'apache', epoch, stepSeconds: 1800 },
);
const { series, skipped } = readSeries(
  Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })),
);

it('are read as series of half an hour each', () => {
  expect(skipped).toEqual([]);
  const roles = series.filter(({ stepSeconds }) => stepSeconds === 1800).map(({ role }) => role);
  expect(roles).toEqual(expect.arrayContaining(['memory', 'workers', 'cpu', 'load', 'threads']));
});

it('hold the means of what was seen every five minutes', () => {
  const workers = series.find(({ role }) => role === 'workers');
  const [row, every] = [1800 / GRID_SECONDS, 300 / GRID_SECONDS];
  for (const [at, timeMs] of (workers?.times ?? []).entries()) {
    const place = Math.round((timeMs / 1000 - epoch) / 1800);
    const seen = Array.from({ length: 6 }, (_, i) => {
      const step = (place - 1) * row + (i + 1) * every - 1;
      return Math.min(machine.workers, (resources.workers[step] ?? 0) + 1);
    });
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    expect(workers?.values[at]).toBeCloseTo(mean, 6);
  }
  expect(workers?.times).toHaveLength(48);
});
