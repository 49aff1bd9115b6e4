import type { BlockContent } from 'mdast';
import { clippedText } from './log-text.ts';
import { type Column, heading, paragraph, table } from './markup.ts';
import { count, counted } from './numbers.ts';
import type { Report, TimelineEntry } from './report.ts';
import { cellWords, sentence } from './sentence.ts';
import { dayOf, sharesDay, zonedClock } from './times.ts';

/** Rows that fit a ticket; the JSON report has all. */
export const TIMELINE_ROWS = 60;
/** Characters of a row's sentence, so that the row stays one line of a wide terminal. */
export const TIMELINE_CHARACTERS = 120;

/** What happened when, across all incidents, and the rank of the culprit that it belongs to. */
export function timelineSection({ timeline, incidents }: Report): BlockContent[] {
  const first = timeline[0];
  if (first === undefined) return [];
  const oneDay = timeline.every(({ time }) => sharesDay(first.time, time));
  const ranks = new Map(
    incidents.flatMap(({ culprits }) => culprits.map(({ id, rank }) => [id, rank])),
  );
  const columns: readonly Column<TimelineEntry>[] = [
    { title: 'Time', cell: ({ time }) => [zonedClock(time, oneDay ? first.time : '')] },
    { title: 'Kind', cell: ({ kind }) => cellWords(kind.replaceAll('-', ' ')) },
    { title: 'What', cell: ({ text }) => sentence(clippedText(text, TIMELINE_CHARACTERS)) },
    { title: 'Rank', align: 'right', cell: ({ ref = '' }) => [rankText(ranks.get(ref))] },
    { title: 'See', cell: ({ ref }) => (ref === undefined ? [] : cellWords(ref)) },
  ];
  const left = timeline.length - TIMELINE_ROWS;
  return [
    heading(2, 'Timeline'),
    ...(oneDay ? [paragraph(`All on ${dayOf(first.time)}.`)] : []),
    table(columns, timeline.slice(0, TIMELINE_ROWS)),
    ...(left > 0
      ? [paragraph(`${counted(left, 'later entry', 'later entries')} in the JSON report.`)]
      : []),
  ];
}

function rankText(rank: number | undefined): string {
  return rank === undefined ? '' : count(rank);
}
