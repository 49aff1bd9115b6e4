import type { BlockContent, Table } from 'mdast';
import { paragraph, table } from '../../../src/report/markup.ts';
import { subjectCell } from '../../../src/report/subject-text.ts';
import type { CaseResult } from '../evaluate-case.ts';
import { figuresOf } from '../figures.ts';
import { estimateText } from '../intervals.ts';
import type { DegradedResults } from './degraded-results.ts';
import { countsOf, isNamedWrongly, toldCodes } from './wrong-names.ts';

/** What is left to say where inputs are degraded, each way beside the whole; and whoever is named wrongly then. */
export function degradedSection(
  whole: readonly CaseResult[],
  degraded: readonly DegradedResults[],
  seed: number,
): readonly BlockContent[] {
  const rows: readonly Row[] = [
    { name: 'nothing', what: '', told: '', results: whole },
    ...degraded.map(({ name, degradation: { what, told }, results }) => {
      const claiming = results.filter(({ report }) => (report?.incidents.length ?? 0) > 0);
      const telling = claiming.filter((one) => told.some((code) => toldCodes(one).has(code)));
      return { name, what, told: `${telling.length} of ${claiming.length}`, results };
    }),
  ];
  return [
    degradedTable(rows, seed),
    paragraph(
      'Told: of the reports that tell an incident those with the limit that names what is missing. Wrong is what is named first and is no part of ',
      'the culprit; on controls all of it.',
    ),
    limitsTable(rows),
    wrongTable(rows),
  ];
}

interface Row {
  readonly name: string;
  readonly what: string;
  readonly told: string;
  readonly results: readonly CaseResult[];
}

function degradedTable(rows: readonly Row[], seed: number): Table {
  const summed = rows.map((row) => ({
    ...row,
    figures: figuresOf(row.results, seed),
    counts: countsOf(row.results),
  }));
  return table(
    [
      { title: 'degraded', cell: ({ name }) => [name] },
      { title: 'cases', align: 'right', cell: ({ results }) => [String(results.length)] },
      { title: 'AC@1', align: 'right', cell: ({ figures }) => [estimateText(figures.first)] },
      { title: 'AC@3', align: 'right', cell: ({ figures }) => [estimateText(figures.amongThree)] },
      {
        title: 'wrong culprits',
        align: 'right',
        cell: ({ counts }) => [String(counts.wrongCulprits)],
      },
      {
        title: 'wrong suspects',
        align: 'right',
        cell: ({ counts }) => [String(counts.wrongSuspects)],
      },
      { title: 'in part', align: 'right', cell: ({ counts }) => [String(counts.inPart)] },
      { title: 'nobody named', align: 'right', cell: ({ counts }) => [String(counts.silent)] },
      {
        title: 'false culprits on controls',
        align: 'right',
        cell: ({ counts }) => [`${counts.falseCulprits} of ${counts.controls}`],
      },
      {
        title: 'false incidents on quiet cases',
        align: 'right',
        cell: ({ counts }) => [`${counts.falseIncidents} of ${counts.quiet}`],
      },
      {
        title: 'ECE',
        align: 'right',
        cell: ({ figures }) => [estimateText(figures.calibrationError)],
      },
      { title: 'told', align: 'right', cell: ({ told }) => [told] },
    ],
    summed,
  );
}

/** How many reports tell each limit. */
function limitsTable(rows: readonly Row[]): Table {
  return table(
    [
      { title: 'degraded', cell: ({ name }) => [name] },
      { title: 'what is done', cell: ({ what }) => [what] },
      { title: 'limits told, reports', cell: ({ results }) => [limitsText(results)] },
    ],
    rows,
  );
}

function limitsText(results: readonly CaseResult[]): string {
  const counts = new Map<string, number>();
  for (const { report } of results) {
    for (const code of new Set(report?.limits.map((limit) => limit.code))) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([code, count]) => `${code} ${count}`)
    .join(', ');
}

function wrongTable(rows: readonly Row[]): Table {
  const wrong = rows.flatMap(({ name, results }) =>
    results.filter(isNamedWrongly).map((result) => ({ name, result })),
  );
  return table(
    [
      { title: 'degraded', cell: ({ name }) => [name] },
      { title: 'case', cell: ({ result }) => [result.labelled.name] },
      { title: 'family', cell: ({ result }) => [result.labelled.family] },
      { title: 'verdict', cell: ({ result }) => [result.judgement?.claim?.culprit.verdict ?? ''] },
      {
        title: 'score',
        align: 'right',
        cell: ({ result }) => [result.judgement?.claim?.culprit.score.toFixed(2) ?? ''],
      },
      {
        title: 'named first',
        cell: ({ result }) => subjectCell(result.judgement?.claim?.culprit.subject ?? {}),
      },
    ],
    wrong,
  );
}
