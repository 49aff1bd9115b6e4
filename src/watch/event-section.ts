import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { incidentSection } from '../report/incident-section.ts';
import { bullets, heading, type Inline, paragraph } from '../report/markup.ts';
import { deedName } from '../report/names.ts';
import { sentence } from '../report/sentence.ts';
import { subjectInlines } from '../report/subject-text.ts';
import { dateTime } from '../report/times.ts';
import type { WatchEvent } from './watch-event.ts';

/** An event as a section of Markdown, as it is appended where nobody looks at a terminal. */
export function eventSection(event: WatchEvent): string {
  const { time, incident, provisional } = event;
  // Its own heading stands above; of an incident that has ended all was told but when.
  const [, ...about] = incidentSection(incident, { alone: false });
  const children = [
    heading(2, `${dateTime(time)}: incident ${event.id} `, ...whatChanged(event)),
    ...(provisional.length === 0
      ? []
      : [
          paragraph('This is provisional, for what is known so far:'),
          bullets(provisional.map((reason) => sentence(reason))),
        ]),
    ...(event.event === 'incident-ended' ? about.slice(0, 1) : about),
  ];
  const text = toMarkdown(
    { type: 'root', children },
    { bullet: '-', extensions: [gfmTableToMarkdown()] },
  );
  return `${text}\n`;
}

function whatChanged({ event, incident, isWithdrawn }: WatchEvent): readonly Inline[] {
  const [first] = incident.culprits;
  const who: readonly Inline[] =
    first === undefined
      ? ['nobody is named']
      : [`${first.verdict} `, ...subjectInlines(first.subject), `, ${deedName(first)}`];
  switch (event) {
    case 'incident-began':
      return ['began, ', ...who];
    case 'culprit-changed':
      return ['looks different now: ', ...who];
    case 'incident-ended':
      return isWithdrawn
        ? ['is none any more: what came since has moved the baseline']
        : ['ended, ', ...who];
  }
}
