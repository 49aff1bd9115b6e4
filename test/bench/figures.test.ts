import { expect, it } from 'vitest';
import { figuresTable } from './figures.ts';

it('ratios are to the first program of a log, and what was not measured stays empty', () => {
  const table = figuresTable([
    { log: 'a', program: 'culprit', usage: { wallSeconds: 2, cpuSeconds: 3, peakBytes: 3e8 } },
    { log: 'a', program: 'zcat | wc -l', usage: { wallSeconds: 5 } },
    { log: 'b', program: 'culprit', usage: { wallSeconds: 4, cpuSeconds: 4, peakBytes: 2e8 } },
  ]);
  expect(table).toBe(
    [
      '| log | program | wall | CPU | peak memory | wall / culprit |',
      '| --- | --- | --- | --- | --- | --- |',
      '| a | culprit | 2.00 s | 3.00 s | 300 MB | 1.00 |',
      '| a | zcat \\| wc -l | 5.00 s |  |  | 2.50 |',
      '| b | culprit | 4.00 s | 4.00 s | 200 MB | 1.00 |',
      '',
    ].join('\n'),
  );
});
