import type { BlockContent } from 'mdast';
import { LINE_CHARACTERS } from './log-text.ts';
import {
  blocks,
  bullets,
  type Column,
  codeBlock,
  heading,
  type Inline,
  link,
  logCode,
  paragraph,
  shellBlock,
  strong,
  table,
} from './markup.ts';
import { costNames, kindNames, verdictWords } from './names.ts';
import { bytes, count, counted, decimal, duration, score, share } from './numbers.ts';
import type { Culprit, Exemplar, Incident, Traffic } from './report.ts';
import { cellWords, sentence } from './sentence.ts';
import { subjectCell, subjectInlines } from './subject-text.ts';
import { timeSpan } from './times.ts';

/** An address that is only an address: what a source must look like to become a link. */
const PLAIN_ADDRESS = /^https:\/\/[\w.-]+(?:\/[\w.~%/#?=&+-]*)?$/;

const columns: readonly Column<Culprit>[] = [
  { title: 'Id', cell: ({ id }) => cellWords(id) },
  { title: 'Who', cell: ({ subject }) => subjectCell(subject) },
  { title: 'What it did', cell: ({ kind }) => [kindNames[kind]] },
  { title: 'Explains', align: 'right', cell: (culprit) => [share(culprit.explains)] },
  { title: 'Score', align: 'right', cell: (culprit) => [score(culprit.score)] },
  { title: 'Verdict', cell: ({ verdict }) => [verdictWords[verdict]] },
];

/** The culprits of one incident: the ranking, then the evidence for each. */
export function culpritSections(incident: Incident): BlockContent[] {
  const { culprits, traffic } = incident;
  if (culprits.length === 0) return [];
  return blocks(
    table(columns, culprits),
    traffic === undefined ? undefined : paragraph(allTraffic(traffic, incident)),
    ...culprits.flatMap(culpritSection),
  );
}

function allTraffic(traffic: Traffic, { window, countedBy }: Incident): string {
  const how = countedBy === 'line' ? 'counted line by line' : 'summed up by buckets of time';
  const facts = factsOf(traffic).join(', ');
  return `All traffic ${timeSpan(window.from, window.to)}: ${facts}. Figures are ${how}.`;
}

function factsOf({ requests, clients, aborts, errors, ...rest }: Traffic): readonly string[] {
  const from = clients === undefined ? '' : ` from ${counted(clients, 'client')}`;
  return [
    `${counted(requests, 'request')}${from}`,
    ...(rest.bytes === undefined ? [] : [bytes(rest.bytes)]),
    ...(rest.workerSeconds === undefined ? [] : [`${duration(rest.workerSeconds)} of worker time`]),
    ...(aborts === undefined ? [] : [`${count(aborts)} aborted`]),
    ...(errors === undefined ? [] : [`${count(errors)} failed`]),
  ];
}

function culpritSection(culprit: Culprit): BlockContent[] {
  const { aliases, evidence, exemplars, advice, id, subject } = culprit;
  return blocks(
    heading(3, ...sentence(id), ' ', ...subjectInlines(subject)),
    paragraph(whatItDid(culprit)),
    aliases.length === 0
      ? undefined
      : paragraph('The same requests are also: ', ...listed(aliases), '.'),
    evidence.length === 0 ? undefined : paragraph(strong('Evidence')),
    evidence.length === 0 ? undefined : bullets(evidence.map(evidenceLine)),
    ...largestRequests(exemplars),
    paragraph('All its lines, with this report saved by ', logCode('-o report.json'), ':'),
    shellBlock(`culprit lines --report report.json --culprit ${id}`),
    ...adviceList(
      'What to do now',
      advice.filter(({ when }) => when !== 'later'),
    ),
    ...adviceList(
      'What to do later',
      advice.filter(({ when }) => when === 'later'),
    ),
  );
}

function whatItDid(culprit: Culprit): string {
  const { kind, firstSeen, lastSeen, cost } = culprit;
  const name = `${kindNames[kind].slice(0, 1).toUpperCase()}${kindNames[kind].slice(1)}`;
  return (
    `${name}: ${factsOf(culprit).join(', ')}. Seen ${timeSpan(firstSeen, lastSeen)}. ` +
    `Judged by ${costNames[cost]}.`
  );
}

function listed(aliases: Culprit['aliases']): readonly Inline[] {
  return aliases.flatMap((alias, at) => [...(at === 0 ? [] : ['; ']), ...subjectInlines(alias)]);
}

function evidenceLine({ factor, value, text }: Culprit['evidence'][number]): readonly Inline[] {
  return [...sentence(text), ' (', ...sentence(factor), ` ${decimal(value)})`];
}

/** The raw lines, and where each stands. */
function largestRequests(exemplars: readonly Exemplar[]): BlockContent[] {
  if (exemplars.length === 0) return [];
  const lines = codeBlock(
    exemplars.map(({ line }) => line),
    LINE_CHARACTERS,
  );
  return [
    paragraph(strong('Largest requests'), ', as logged, from ', ...places(exemplars), ':'),
    lines,
  ];
}

function places(exemplars: readonly Exemplar[]): readonly Inline[] {
  const offsets = new Map<string, string[]>();
  for (const { path, offset } of exemplars) {
    offsets.set(path, [...(offsets.get(path) ?? []), count(offset)]);
  }
  return [...offsets].flatMap(([path, at], index) => [
    index === 0 ? '' : '; ',
    logCode(path),
    ` at byte ${at.join('; ')}`,
  ]);
}

function adviceList(title: string, advice: Culprit['advice']): BlockContent[] {
  return advice.length === 0 ? [] : [paragraph(strong(title)), bullets(advice.map(adviceLine))];
}

function adviceLine({ text, source }: Culprit['advice'][number]): readonly Inline[] {
  const origin = PLAIN_ADDRESS.test(source) ? [link(source)] : sentence(source);
  return [...sentence(text), ...(source === '' ? [] : [' Source: ', ...origin])];
}
