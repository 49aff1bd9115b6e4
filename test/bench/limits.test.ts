import { expect, it } from 'vitest';
import type { Figure } from './figures.ts';
import { limitsTable } from './limits.ts';

function figure(log: string, program: string, wallSeconds: number, peakBytes?: number): Figure {
  return { log, program, usage: { wallSeconds, ...(peakBytes && { peakBytes }) } };
}

it('says of each limit what was measured and whether it is met', () => {
  const table = limitsTable([
    figure('none', 'culprit --help, first byte', 0.15),
    figure('none', 'node -e 0', 0.04),
    figure('ordinary', 'culprit', 3, 350e6),
    figure('ordinary', 'culprit --jobs 1', 9, 900e6),
    figure('ordinary', "mawk '{s+=$10} END{print s}'", 2),
    figure('ordinary', 'GoAccess, JSON report', 44),
    figure('gzip', 'culprit', 4),
    figure('gzip', 'zcat | wc -l', 5),
    figure('attack', 'culprit', 6.1, 351e6),
  ]);
  expect(table.trimEnd().split('\n')).toEqual([
    '| what | limit | measured |  |',
    '| --- | --- | --- | --- |',
    "| ordinary: wall time / that of mawk '{s+=$10} END{print s}' | at most 1.50 | 1.50 | met |",
    '| ordinary: wall time / that of GoAccess, JSON report | at most 0.0667 | 0.0682 | not met |',
    '| ordinary: wall time / that of DuckDB, regexp + GROUP BY minute, path, client | at most 0.400 |  | not measured |',
    '| ordinary: wall time / that of lnav, count(*) | at most 0.333 |  | not measured |',
    '| gzip: wall time / that of zcat \\| wc -l | at most 1.00 | 0.800 | met |',
    '| attack: wall time / that of ordinary | at most 2.00 | 2.03 | not met |',
    '| ordinary: peak memory | at most 350 MB | 350 MB | met |',
    '| gzip: peak memory | at most 350 MB |  | not measured |',
    '| attack: peak memory | at most 350 MB | 351 MB | not met |',
    '| burst: peak memory | at most 350 MB |  | not measured |',
    '| first byte of --help, more than node -e 0 | at most 0.120 s | 0.110 s | met |',
  ]);
});
