import type { BlockContent } from 'mdast';
import { LINE_CHARACTERS } from './log-text.ts';
import {
  type Column,
  cellCode,
  codeBlock,
  type Inline,
  logCode,
  paragraph,
  strong,
  table,
} from './markup.ts';
import { bytes, count, duration } from './numbers.ts';
import type { Exemplar } from './report.ts';
import { dateTime } from './times.ts';

/** A culprit's largest requests: what they were read as, the raw lines, and where each stands. */
export function largestSection(exemplars: readonly Exemplar[]): BlockContent[] {
  if (exemplars.length === 0) return [];
  const lines = exemplars.map(({ line }) => line);
  return [
    paragraph(strong(areAlike(exemplars) ? 'Some of its requests' : 'Largest requests')),
    ...factTable(exemplars),
    paragraph('From ', ...places(exemplars), ':'),
    codeBlock(lines, LINE_CHARACTERS),
  ];
}

/** None is larger than the others, by bytes or by time. */
function areAlike([first, ...others]: readonly Exemplar[]): boolean {
  return (
    others.length > 0 &&
    others.every(
      ({ bytes: sent, durationSeconds }) =>
        sent === first?.bytes && durationSeconds === first?.durationSeconds,
    )
  );
}

interface FactColumn extends Column<Exemplar> {
  readonly fact: keyof Exemplar;
}

const columns: readonly FactColumn[] = [
  {
    title: 'Duration',
    fact: 'durationSeconds',
    align: 'right',
    cell: ({ durationSeconds: seconds }) => [seconds === undefined ? '' : duration(seconds)],
  },
  {
    title: 'Bytes sent',
    fact: 'bytes',
    align: 'right',
    cell: ({ bytes: sent }) => [sent === undefined ? '' : bytes(sent)],
  },
  {
    title: 'Client',
    fact: 'client',
    cell: ({ client }) => (client === undefined ? [] : [cellCode(client)]),
  },
];

/** Of what is known of any. */
function factTable(exemplars: readonly Exemplar[]): BlockContent[] {
  const isKnown = ({ fact }: FactColumn): boolean =>
    exemplars.some((one) => one[fact] !== undefined);
  const times: FactColumn = {
    // A time without a duration may be that of the end.
    title: exemplars.some(({ durationSeconds }) => durationSeconds !== undefined)
      ? 'Start'
      : 'Logged',
    fact: 'start',
    cell: ({ start }) => [start === undefined ? '' : dateTime(start)],
  };
  const known = [times, ...columns].filter(isKnown);
  return known.length === 0 ? [] : [table(known, exemplars)];
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
