import { expect, it } from 'vitest';
import { Random } from '../random.ts';
import { sampledGauges } from './gauges.ts';

const HOUR_MS = 3_600_000;

function sampled(count: number, busy: readonly number[]): ReturnType<typeof sampledGauges> {
  const random = new Random(1);
  return sampledGauges(count, { busy: Uint32Array.from(busy), stepMs: HOUR_MS, random });
}

it('makes as many series as are asked for, each with a name of its own', () => {
  const series = sampled(200, [0, 0]);
  expect(new Set(series.map(({ metric }) => JSON.stringify(metric))).size).toBe(200);
});

it('lets the server take for each worker, and the job at night for itself', () => {
  const busy = Array.from({ length: 24 }, (_, hour) => (hour === 14 ? 50 : 0));
  const series = sampled(12, busy);
  const of = (name: string, groupname?: string): readonly number[] => {
    const one = series.find(({ metric: { __name__, groupname: group } }) => {
      return __name__ === name && group === groupname;
    });
    return Array.from(one?.values ?? []);
  };
  expect(of('apache_workers')).toEqual(busy);
  const server = of('namedprocess_namegroup_memory_bytes', 'apache2');
  expect(server.indexOf(Math.max(...server))).toBe(14);
  const job = of('namedprocess_namegroup_memory_bytes', 'backup');
  expect(job.indexOf(Math.max(...job))).toBe(3);
});
