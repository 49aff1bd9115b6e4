import type { Table } from 'mdast';
import { table } from '../../../src/report/markup.ts';
import type { CaseResult } from '../evaluate-case.ts';
import { figuresOf } from '../figures.ts';
import { estimateText } from '../intervals.ts';

/** The results of the same cases with one thing switched off. */
export interface AblatedResults {
  readonly name: string;
  readonly results: readonly CaseResult[];
}

/** What each thing that was switched off is worth, beside the whole. */
export function ablationTable(
  whole: readonly CaseResult[],
  ablated: readonly AblatedResults[],
  seed: number,
): Table {
  const rows = [{ name: 'nothing', results: whole }, ...ablated].map(({ name, results }) => ({
    name,
    figures: figuresOf(results, seed),
  }));
  return table(
    [
      { title: 'switched off', cell: ({ name }) => [name] },
      { title: 'AC@1', align: 'right', cell: ({ figures }) => [estimateText(figures.first)] },
      { title: 'AC@3', align: 'right', cell: ({ figures }) => [estimateText(figures.amongThree)] },
      { title: 'found', align: 'right', cell: ({ figures }) => [estimateText(figures.found)] },
      {
        title: 'MRR',
        align: 'right',
        cell: ({ figures }) => [estimateText(figures.reciprocalRank)],
      },
      {
        title: 'false culprits',
        align: 'right',
        cell: ({ figures }) => [estimateText(figures.falseCulprits)],
      },
      {
        title: '…on bursts',
        align: 'right',
        cell: ({ figures }) => [estimateText(figures.falseCulpritsOnBursts)],
      },
      {
        title: 'at other times',
        align: 'right',
        cell: ({ figures }) => [estimateText(figures.strayCulprits)],
      },
      {
        title: 'ECE',
        align: 'right',
        cell: ({ figures }) => [estimateText(figures.calibrationError)],
      },
    ],
    rows,
  );
}
