import { bytes } from '../../src/report/numbers.ts';
import type { Usage } from './measure.ts';

/** What one program took for one log. */
export interface Figure {
  readonly log: string;
  readonly program: string;
  readonly usage: Usage;
}

const HEAD: readonly string[] = ['log', 'program', 'wall', 'CPU', 'peak memory', 'wall / culprit'];

/** The figures as one Markdown table; ratios are to the first program of the same log. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ log, program, usage }) => {
    const own = figures.find((figure) => figure.log === log)?.usage ?? usage;
    const ratio = usage.wallSeconds / own.wallSeconds;
    return [
      log,
      program.replaceAll('|', '\\|'),
      seconds(usage.wallSeconds),
      usage.cpuSeconds === undefined ? '' : seconds(usage.cpuSeconds),
      usage.peakBytes === undefined ? '' : bytes(usage.peakBytes),
      ratio.toPrecision(3),
    ];
  });
  const lines = [HEAD, HEAD.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
