import { describe, expect, it } from 'vitest';
import { unitOf } from '../../src/series/series-unit.ts';

describe('unitOf', () => {
  it.each([
    ['workers', '1', 'workers'],
    ['threads', '1', 'threads'],
    ['connections', '1', 'connections'],
    ['queue', '1', 'waiting'],
    ['queue', '1/s', '1/s'],
    ['memory', 'bytes', 'bytes'],
    ['load', '1', '1'],
    ['workers', 'percent', 'percent'],
    ['network', 'bytes/s', 'bytes/s'],
  ] as const)('of %s in %s is %s', (role, unit, said) => {
    expect(unitOf({ role, unit })).toBe(said);
  });
});
