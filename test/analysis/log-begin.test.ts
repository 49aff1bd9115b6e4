import { expect, it } from 'vitest';
import { logBeginMs } from '../../src/analysis/log-begin.ts';
import { Rollup } from '../../src/rollup/rollup.ts';
import { rollupOf } from '../support/traffic.ts';
import { MINUTE_MS, nineMs, requestAt, steady } from './scenes.ts';

it('is the end of the first request', () => {
  const begin = logBeginMs(rollupOf(steady([0, 10], 10, { lasts: 1 })));
  expect(begin).toBe(nineMs + 1000);
});

it('is the first end, though a longer request had begun before', () => {
  const waiting = requestAt(-300, { lasts: 900 });
  const begin = logBeginMs(rollupOf([waiting, ...steady([5, 10], 10, { lasts: 1 })])) ?? 0;
  expect(Math.abs(begin - (nineMs + 5 * MINUTE_MS))).toBeLessThanOrEqual(10_000);
});

it('is nowhere without requests', () => {
  expect(logBeginMs(new Rollup())).toBeUndefined();
});
