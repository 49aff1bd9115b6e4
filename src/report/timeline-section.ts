import type { BlockContent } from 'mdast';
import { clippedText } from './log-text.ts';
import { type Column, heading, paragraph, table } from './markup.ts';
import { counted } from './numbers.ts';
import type { TimelineEntry } from './report.ts';
import { cellWords, sentence } from './sentence.ts';
import { clockTime, dayOf, sharesDay } from './times.ts';

/** Rows that fit a ticket; the JSON report has all. */
export const TIMELINE_ROWS = 60;
/** Characters of a row's sentence, so that the row stays one line of a wide terminal. */
export const TIMELINE_CHARACTERS = 100;

/** What happened when, across all incidents. */
export function timelineSection(timeline: readonly TimelineEntry[]): BlockContent[] {
  const first = timeline[0];
  if (first === undefined) return [];
  const oneDay = timeline.every(({ time }) => sharesDay(first.time, time));
  const columns: readonly Column<TimelineEntry>[] = [
    { title: 'Time', cell: ({ time }) => [clockTime(time, oneDay ? first.time : '')] },
    { title: 'Kind', cell: ({ kind }) => cellWords(kind) },
    { title: 'What', cell: ({ text }) => sentence(clippedText(text, TIMELINE_CHARACTERS)) },
    { title: 'See', cell: ({ ref }) => (ref === undefined ? [] : cellWords(ref)) },
  ];
  const left = timeline.length - TIMELINE_ROWS;
  return [
    heading(2, 'Timeline'),
    ...(oneDay ? [paragraph(`All times on ${dayOf(first.time)}.`)] : []),
    table(columns, timeline.slice(0, TIMELINE_ROWS)),
    ...(left > 0
      ? [paragraph(`${counted(left, 'later entry', 'later entries')} in the JSON report.`)]
      : []),
  ];
}
