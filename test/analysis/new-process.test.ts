import { describe, expect, it } from 'vitest';
import { isShared, newProcessOf } from '../../src/analysis/new-process.ts';
import { seriesOf } from '../support/series.ts';
import { incidentIn } from './scenes.ts';

function group(name: string, before: number): ReturnType<typeof newProcessOf> {
  const values = [before, before, 5e9, 5e9, before];
  const series = seriesOf(values, { role: 'memory', name: `memory of ${name}` });
  return newProcessOf(incidentIn(series, 2, 4));
}

describe('newProcessOf', () => {
  it('is memory that nothing held before, by what serves no requests', () => {
    expect(group('backup-indexer', 0)?.window.peak).toBe(5e9);
    expect(group('backup-indexer', 1e6)).toBeUndefined();
    expect(group('php-cgi', 0)).toBeUndefined();
  });
});

describe('isShared', () => {
  it('is what a job takes of, not what only requests hold', () => {
    expect(isShared(seriesOf([1], { role: 'memory' }))).toBe(true);
    expect(isShared(seriesOf([1], { role: 'workers' }))).toBe(false);
  });
});
