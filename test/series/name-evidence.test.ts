import { describe, expect, it } from 'vitest';
import { directionOf, isCounter, unitOf } from '../../src/series/name-evidence.ts';

const series = (name: string, values: readonly number[], kind?: 'gauge' | 'counter' | 'rate') => ({
  name,
  labels: {},
  vendor: 'prometheus' as const,
  paths: [],
  times: Float64Array.from(values, (_, index) => index * 1000),
  values: Float64Array.from(values),
  ...(kind === undefined ? {} : { kind }),
});

it.each<readonly [string, string | undefined, string]>([
  ['heap_bytes', undefined, 'bytes'],
  ['sent_bytes_total', undefined, 'bytes'],
  ['wait_seconds_sum', undefined, 'seconds'],
  ['pool_used_ratio', undefined, '1'],
  ['cpu_percent', undefined, '%'],
  ['threads', undefined, '1'],
  ['kilobytes', undefined, '1'],
  ['RAM Used', 'bytes', 'bytes'],
  ['traffic', 'bytes/s', 'bytes/s'],
  ['used', 'ratio', '1'],
  ['heap_bytes', 'Mijos', 'bytes'],
])('the unit of %s in %s is %s', (name, unit, expected) => {
  expect(unitOf({ name, ...(unit === undefined ? {} : { unit }) })).toBe(expected);
});

describe('directionOf', () => {
  it.each([
    'pool_connections_free',
    'MemFree',
    'memory.available',
    'disk avail',
    'idle_workers',
    'workers-idle',
    'requests_remaining',
  ])('less of %s is worse', (name) => {
    expect(directionOf({ name, labels: {} })).toBe(-1);
  });

  it.each([
    'pool_connections',
    'availability_zone_load',
    'freed_bytes',
    'freeze_count',
    'idler',
    'carefree',
  ])('more of %s is worse', (name) => {
    expect(directionOf({ name, labels: { pool: 'web' } })).toBe(1);
  });

  it('is told by the state that a label names', () => {
    expect(directionOf({ name: 'pool_workers', labels: { state: 'idle' } })).toBe(-1);
    expect(directionOf({ name: 'pool_workers', labels: { state: 'busy' } })).toBe(1);
  });
});

it.each([
  ['requests_total', undefined, [1, 2, 3], true],
  ['requests_total', undefined, [5, 4, 6, 5], false],
  ['duration_sum', undefined, [5, 9, 1, 2], true],
  ['leaking_bytes', undefined, [1, 2, 3], false],
  ['leaking_bytes', 'gauge', [1, 2, 3], false],
  ['requests_total', 'gauge', [1, 2, 3], true],
  ['requests', 'counter', [1, 2, 3], true],
  ['max_active_processes', 'counter', [5, 4, 6, 5], false],
  ['requests_total', 'rate', [1, 2, 3], false],
] as const)('%s, a %s, with %j counts up: %s', (name, kind, values, expected) => {
  expect(isCounter(series(name, values, kind))).toBe(expected);
});
