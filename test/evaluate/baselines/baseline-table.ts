import type { BlockContent, Table } from 'mdast';
import { heading, paragraph, table } from '../../../src/report/markup.ts';
import type { CaseResult } from '../evaluate-case.ts';
import { groupsOf } from '../groups.ts';
import { type Estimate, estimateText, meanOf, rate } from '../intervals.ts';
import { resolutionOf } from '../labelled-case.ts';
import type { BaselineRanks } from './judge-baselines.ts';

/** A case with a culprit: culprit's rank, and the baselines'. */
export interface Rivalry {
  readonly result: CaseResult;
  readonly ranks: BaselineRanks;
}

interface Row {
  readonly name: string;
  readonly first: Estimate | undefined;
  readonly amongThree: Estimate | undefined;
  readonly reciprocalRank: Estimate | undefined;
}

/** How often baselines are right that are given the true window, and culprit's lead over the best of each group. */
export function baselineSection(
  rivalries: readonly Rivalry[],
  seed: number,
): readonly BlockContent[] {
  const own = rowOf('culprit, which finds the window itself', rivalries.map(ownRank), seed);
  const leads: readonly (readonly [string, (result: CaseResult) => string])[] = [
    ['family', ({ labelled }) => labelled.family],
    ['resolution', ({ labelled }) => resolutionOf(labelled)],
    ['log format', ({ labelled }) => labelled.format],
  ];
  return [
    heading(2, 'Baselines, given the true windows'),
    table(
      [
        { title: 'baseline', cell: ({ name }) => [name] },
        { title: 'AC@1', align: 'right', cell: ({ first }) => [estimateText(first)] },
        { title: 'AC@3', align: 'right', cell: ({ amongThree }) => [estimateText(amongThree)] },
        { title: 'MRR', align: 'right', cell: (row) => [estimateText(row.reciprocalRank)] },
      ],
      [own, ...baselineRows(rivalries, seed)],
    ),
    paragraph('The best baseline of each group is chosen afterwards:'),
    ...leads.map(([title, groupOf]) => leadTable(title, rivalries, { groupOf, seed })),
  ];
}

function leadTable(
  title: string,
  rivalries: readonly Rivalry[],
  by: { readonly groupOf: (result: CaseResult) => string; readonly seed: number },
): Table {
  const groups = groupsOf(rivalries, ({ result }) => by.groupOf(result)).map(([name, own]) => {
    const [best] = baselineRows(own, by.seed);
    const { first } = rowOf(name, own.map(ownRank), by.seed);
    const lead = (first?.value ?? 0) - (best?.first?.value ?? 0);
    return { name, cases: own.length, first, best, lead };
  });
  return table(
    [
      { title, cell: ({ name }) => [name] },
      { title: 'cases', align: 'right', cell: ({ cases }) => [String(cases)] },
      { title: 'AC@1', align: 'right', cell: ({ first }) => [estimateText(first)] },
      { title: 'best baseline', cell: ({ best }) => [best?.name ?? ''] },
      { title: 'its AC@1', align: 'right', cell: ({ best }) => [estimateText(best?.first)] },
      { title: 'lead', align: 'right', cell: ({ lead }) => [lead.toFixed(2)] },
    ],
    groups,
  );
}

function ownRank({ result }: Rivalry): number | undefined {
  return result.judgement?.rank;
}

function rowOf(name: string, ranks: readonly (number | undefined)[], seed: number): Row {
  const hits = (isHit: (rank: number) => boolean): Estimate | undefined =>
    rate(ranks.filter((rank) => rank !== undefined && isHit(rank)).length, ranks.length);
  return {
    name,
    first: hits((rank) => rank === 1),
    amongThree: hits(() => true),
    reciprocalRank: meanOf(
      ranks.map((rank) => (rank === undefined ? 0 : 1 / rank)),
      seed,
    ),
  };
}

/** Best first; of equals in the order of their names. */
function baselineRows(rivalries: readonly Rivalry[], seed: number): readonly Row[] {
  const value = (estimate: Estimate | undefined): number => estimate?.value ?? 0;
  return Object.keys(rivalries[0]?.ranks ?? {})
    .map((name) =>
      rowOf(
        name,
        rivalries.map(({ ranks }) => ranks[name]),
        seed,
      ),
    )
    .sort(
      (a, b) =>
        value(b.first) - value(a.first) ||
        value(b.amongThree) - value(a.amongThree) ||
        (a.name < b.name ? -1 : 1),
    );
}
