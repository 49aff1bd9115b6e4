import type { BlockContent } from 'mdast';
import { heading, paragraph, table } from '../../../src/report/markup.ts';
import type { CaseResult } from '../evaluate-case.ts';
import { groupsOf } from '../groups.ts';
import { mean } from '../intervals.ts';
import type { BaselineRanks } from './judge-baselines.ts';

/** A case with a culprit: culprit's rank, and the baselines'. */
export interface Rivalry {
  readonly result: CaseResult;
  readonly ranks: BaselineRanks;
}

interface Row {
  readonly name: string;
  readonly first: number;
  readonly amongThree: number;
}

/** How often baselines are right that are given the true window, and culprit's lead over the best of each family. */
export function baselineSection(rivalries: readonly Rivalry[]): readonly BlockContent[] {
  const families = groupsOf(rivalries, ({ result }) => result.labelled.family).map(
    ([family, own]) => {
      const [best] = baselineRows(own);
      const first = ownFirst(own);
      return { family, cases: own.length, first, best, lead: first - (best?.first ?? 0) };
    },
  );
  return [
    heading(2, 'Baselines, given the true windows'),
    table(
      [
        { title: 'baseline', cell: ({ name }) => [name] },
        { title: 'AC@1', align: 'right', cell: ({ first }) => [first.toFixed(2)] },
        { title: 'AC@3', align: 'right', cell: ({ amongThree }) => [amongThree.toFixed(2)] },
      ],
      [
        { name: 'culprit, which finds the window itself', ...ownRow(rivalries) },
        ...baselineRows(rivalries),
      ],
    ),
    paragraph('The best baseline of each family is chosen afterwards:'),
    table(
      [
        { title: 'family', cell: ({ family }) => [family] },
        { title: 'cases', align: 'right', cell: ({ cases }) => [String(cases)] },
        { title: 'AC@1', align: 'right', cell: ({ first }) => [first.toFixed(2)] },
        { title: 'best baseline', cell: ({ best }) => [best?.name ?? ''] },
        { title: 'its AC@1', align: 'right', cell: ({ best }) => [best?.first.toFixed(2) ?? ''] },
        { title: 'lead', align: 'right', cell: ({ lead }) => [lead.toFixed(2)] },
      ],
      families,
    ),
  ];
}

function ownFirst(rivalries: readonly Rivalry[]): number {
  return mean(rivalries.map(({ result }) => (result.judgement?.rank === 1 ? 1 : 0)));
}

function ownRow(rivalries: readonly Rivalry[]): Omit<Row, 'name'> {
  const named = rivalries.map(({ result }) => (result.judgement?.rank === undefined ? 0 : 1));
  return { first: ownFirst(rivalries), amongThree: mean(named) };
}

/** Best first; of equals in the order of their names. */
function baselineRows(rivalries: readonly Rivalry[]): readonly Row[] {
  const names = Object.keys(rivalries[0]?.ranks ?? {});
  const part = (isRight: (ranks: BaselineRanks) => boolean): number =>
    mean(rivalries.map(({ ranks }) => (isRight(ranks) ? 1 : 0)));
  return names
    .map((name) => ({
      name,
      first: part((ranks) => ranks[name] === 1),
      amongThree: part((ranks) => ranks[name] !== undefined),
    }))
    .sort((a, b) => b.first - a.first || b.amongThree - a.amongThree || (a.name < b.name ? -1 : 1));
}
