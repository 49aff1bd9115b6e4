import type { BlockContent, Table } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { type Column, heading, type Inline, paragraph, table } from '../../src/report/markup.ts';
import { bytes, decimal } from '../../src/report/numbers.ts';
import { subjectCell } from '../../src/report/subject-text.ts';
import { ablationTable } from './ablation/ablation-table.ts';
import { baselineSection } from './baselines/baseline-table.ts';
import { calibrationBins } from './calibration.ts';
import { degradedSection } from './degraded/degraded-table.ts';
import type { CaseResult } from './evaluate-case.ts';
import { claimsOf, type Figures, figuresOf } from './figures.ts';
import { groupsOf } from './groups.ts';
import { estimateText as interval } from './intervals.ts';
import { resolutionOf } from './labelled-case.ts';
import type { Outcome } from './outcome.ts';

/** All that is told of an evaluation, as Markdown. */
export function evaluationMarkdown(
  { results, ablated, degraded, rivalries }: Outcome,
  seed: number,
): string {
  const pooled = figuresOf(results, seed);
  const children: BlockContent[] = [
    heading(2, 'Pooled'),
    figureTable(pooled),
    groupTable(results, seed, ({ labelled }) => labelled.origin),
    heading(2, 'By family'),
    groupTable(results, seed, ({ labelled }) => labelled.family),
    heading(2, 'By resolution'),
    groupTable(results, seed, ({ labelled }) => resolutionOf(labelled)),
    heading(2, 'By log format'),
    groupTable(results, seed, ({ labelled }) => labelled.format),
    heading(2, 'Calibration of the score of what is named first'),
    paragraph(
      'Bins of a tenth. A claim is what a report names first in the incident that is judged, or in the one that it is surest of ',
      'where no window was found; it is right where it is a hit. On controls none is.',
    ),
    calibrationTable(results),
    ...(rivalries.length === 0 ? [] : baselineSection(rivalries, seed)),
    ...(ablated.length === 0 ? [] : [heading(2, 'Without'), ablationTable(results, ablated, seed)]),
    ...(degraded.length === 0
      ? []
      : [heading(2, 'Degraded'), ...degradedSection(results, degraded, seed)]),
    heading(2, 'Cases'),
    caseTable(results),
  ];
  return toMarkdown({ type: 'root', children }, { extensions: [gfmTableToMarkdown()] });
}

interface Row {
  readonly name: string;
  readonly cells: readonly string[];
}

function figureTable(figures: Figures): Table {
  const perWeek = figures.falseIncidentsPerNodeWeek;
  const rows: readonly (readonly [string, string])[] = [
    ['cases, without a report', `${figures.cases}, ${figures.faults}`],
    ['AC@1', interval(figures.first)],
    ['AC@3', interval(figures.amongThree)],
    ['MRR', interval(figures.reciprocalRank)],
    ['named in part only', interval(figures.partial)],
    ['incidents found', interval(figures.found)],
    ['onset error, median, 90 %, largest', quantiles(figures.onsetSeconds, ' s')],
    ['onset error in steps', quantiles(figures.onsetSteps, '')],
    ['false culprits on controls', interval(figures.falseCulprits)],
    ['false culprits on controls with a harmless burst', interval(figures.falseCulpritsOnBursts)],
    ['culprits named where none can be identified', interval(figures.culpritsOnUnidentifiable)],
    ['culprits named at other times, cases with a culprit', interval(figures.strayCulprits)],
    [
      'false incidents on quiet cases, for a week of a host',
      perWeek === undefined ? '' : `${decimal(perWeek)} (${figures.falseIncidents} in all)`,
    ],
    ['expected calibration error', interval(figures.calibrationError)],
    ['Brier score', interval(figures.brier)],
    ['wall time a case', quantiles(figures.wallSeconds, ' s')],
    ['CPU time a case', quantiles(figures.cpuSeconds, ' s')],
    ['memory a case', figures.peakBytes === undefined ? '' : bytes(figures.peakBytes.max)],
  ];
  return table(
    [
      { title: 'figure', cell: ([name]) => [name] },
      { title: 'value (95 % interval)', cell: ([, value]) => [value] },
    ],
    rows.filter(([, value]) => value !== ''),
  );
}

function groupTable(
  results: readonly CaseResult[],
  seed: number,
  groupOf: (result: CaseResult) => string,
): Table {
  const rows: readonly Row[] = groupsOf(results, groupOf).map(([name, own]) => ({
    name,
    cells: groupCells(figuresOf(own, seed)),
  }));
  const titles = [
    'cases',
    'AC@1',
    'AC@3',
    'MRR',
    'found',
    'onset in steps: median, 90 %, largest',
    'false culprits',
    '…on bursts',
    '…where none can be identified',
    'false incidents',
    'ECE',
    'Brier',
    'CPU',
  ];
  const columns: readonly Column<Row>[] = titles.map((title, at) => ({
    title,
    align: 'right',
    cell: ({ cells }) => [cells[at] ?? ''],
  }));
  return table([{ title: '', cell: ({ name }) => [name] }, ...columns], rows);
}

function groupCells(figures: Figures): readonly string[] {
  return [
    String(figures.cases),
    interval(figures.first),
    interval(figures.amongThree),
    interval(figures.reciprocalRank),
    interval(figures.found),
    quantiles(figures.onsetSteps, ''),
    interval(figures.falseCulprits),
    interval(figures.falseCulpritsOnBursts),
    interval(figures.culpritsOnUnidentifiable),
    figures.falseIncidents === undefined ? '' : String(figures.falseIncidents),
    interval(figures.calibrationError),
    interval(figures.brier),
    figures.cpuSeconds === undefined ? '' : `${figures.cpuSeconds.median.toFixed(1)} s`,
  ];
}

function calibrationTable(results: readonly CaseResult[]): Table {
  const bins = calibrationBins(claimsOf(results));
  return table(
    [
      { title: 'scores', cell: ({ from, to }) => [`${from.toFixed(1)} to ${to.toFixed(1)}`] },
      { title: 'claims', align: 'right', cell: ({ n }) => [String(n)] },
      { title: 'mean score', align: 'right', cell: ({ meanScore }) => [meanScore.toFixed(2)] },
      { title: 'right', align: 'right', cell: ({ rightShare }) => [rightShare.toFixed(2)] },
    ],
    bins,
  );
}

function caseTable(results: readonly CaseResult[]): Table {
  const columns: readonly Column<CaseResult>[] = [
    { title: 'case', cell: ({ labelled }) => [labelled.name] },
    { title: 'family', cell: ({ labelled }) => [labelled.family] },
    { title: 'series', cell: ({ labelled }) => [resolutionOf(labelled)] },
    { title: 'format', cell: ({ labelled }) => [labelled.format] },
    { title: 'rank', align: 'right', cell: (result) => [rankText(result)] },
    { title: 'verdict', cell: ({ report, fault }) => [report?.verdict ?? fault ?? ''] },
    {
      title: 'incidents',
      align: 'right',
      cell: ({ report }) => [String(report?.incidents.length ?? '')],
    },
    { title: 'score', align: 'right', cell: (result) => [scoreText(result)] },
    { title: 'Jaccard', align: 'right', cell: (result) => [jaccardText(result)] },
    { title: 'onset', align: 'right', cell: (result) => [onsetText(result)] },
    { title: 'named first', cell: (result) => namedText(result) },
    {
      title: 'CPU',
      align: 'right',
      cell: ({ usage }) => [
        usage.cpuSeconds === undefined ? '' : `${usage.cpuSeconds.toFixed(1)} s`,
      ],
    },
  ];
  return table(columns, results);
}

/** A place, or what went wrong. */
function rankText({ labelled, judgement }: CaseResult): string {
  if (judgement === undefined) return 'no report';
  if (labelled.control !== undefined) {
    if (judgement.falseCulprits > 0) return 'false culprit';
    return labelled.control === 'quiet' && judgement.falseIncidents > 0
      ? 'false incident'
      : 'right';
  }
  if (judgement.rank !== undefined) return String(judgement.rank);
  if (judgement.found === undefined) return 'not found';
  return judgement.named.some(({ degree }) => degree === 'partial') ? 'in part' : 'missed';
}

function scoreText({ judgement }: CaseResult): string {
  return judgement?.claim === undefined ? '' : judgement.claim.culprit.score.toFixed(2);
}

function jaccardText({ judgement }: CaseResult): string {
  const all = judgement?.named.map(({ agreement }) => agreement.jaccard) ?? [];
  return all.length === 0 ? '' : Math.max(...all).toFixed(2);
}

function onsetText({ judgement }: CaseResult): string {
  const seconds = judgement?.onsetSeconds;
  return seconds === undefined ? '' : `${seconds >= 0 ? '+' : ''}${seconds.toFixed(0)} s`;
}

function namedText({ judgement, report }: CaseResult): readonly Inline[] {
  const claim = judgement?.claim;
  if (claim !== undefined) {
    const { kind, cost, verdict, subject } = claim.culprit;
    return [...subjectCell(subject), ` (${verdict}, ${kind}, ${cost})`];
  }
  const reasons = judgement?.found?.incident.reasons ?? report?.incidents[0]?.reasons ?? [];
  return [reasons.map(({ code }) => code).join(', ')];
}

function quantiles(figures: Figures['onsetSeconds'], unit: string): string {
  if (figures === undefined) return '';
  return [figures.median, figures.p90, figures.max]
    .map((value) => `${decimal(value)}${unit}`)
    .join(', ');
}
