import type { BlockContent } from 'mdast';
import { type Column, cellCode, paragraph, table } from './markup.ts';
import { deedName, verdictWords } from './names.ts';
import { count, score, share } from './numbers.ts';
import type { Culprit, Incident } from './report.ts';
import { cellWords } from './sentence.ts';
import { subjectCell } from './subject-text.ts';

/** Rows that fit a ticket; the sections below have all. */
export const RANKING_ROWS = 20;

interface Ranked {
  readonly incident: Incident;
  readonly culprit: Culprit;
}

const incidentColumn: Column<Ranked> = {
  title: 'Incident',
  cell: ({ incident: { id, host } }) => [
    ...cellWords(id),
    ...(host === null ? [] : [' on ', cellCode(host)]),
  ],
};

const columns: readonly Column<Ranked>[] = [
  { title: 'Rank', align: 'right', cell: ({ culprit: { rank } }) => [count(rank)] },
  { title: 'Who', cell: ({ culprit: { subject } }) => subjectCell(subject) },
  { title: 'What', cell: ({ culprit }) => [deedName(culprit)] },
  { title: 'Requests', align: 'right', cell: ({ culprit }) => [count(culprit.requests)] },
  { title: 'Explains', align: 'right', cell: ({ culprit }) => [share(culprit.explains)] },
  { title: 'Score', align: 'right', cell: ({ culprit }) => [score(culprit.score)] },
  { title: 'Verdict', cell: ({ culprit: { verdict } }) => [verdictWords[verdict]] },
  { title: 'See', cell: ({ culprit: { id } }) => cellWords(id) },
];

/** The culprits of all incidents, by incident and rank. */
export function rankingSection(incidents: readonly Incident[]): BlockContent[] {
  const ranked = incidents.flatMap((incident) =>
    incident.culprits.map((culprit) => ({ incident, culprit })),
  );
  if (ranked.length === 0) return [];
  const left = ranked.length - RANKING_ROWS;
  return [
    table(
      incidents.length > 1 ? [incidentColumn, ...columns] : columns,
      ranked.slice(0, RANKING_ROWS),
    ),
    ...(left > 0 ? [paragraph(`${count(left)} more below.`)] : []),
  ];
}
