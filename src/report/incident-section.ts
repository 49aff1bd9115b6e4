import type { BlockContent } from 'mdast';
import type { Verdict } from '../analysis/verdict.ts';
import { culpritSections } from './culprit-section.ts';
import { whatHappened } from './headline.ts';
import {
  blocks,
  bullets,
  type Column,
  cellCode,
  heading,
  type Inline,
  image,
  logCode,
  paragraph,
  table,
} from './markup.ts';
import { roleName, verdictWords } from './names.ts';
import { duration } from './numbers.ts';
import type { PictureLinks } from './picture-links.ts';
import type { Incident, Reason } from './report.ts';
import { cellWords, sentence } from './sentence.ts';
import { subjectInlines } from './subject-text.ts';
import { clockTime } from './times.ts';

const reasonTitles: Readonly<Record<Verdict, string>> = {
  culprit: 'Remarks on this verdict',
  suspect: 'Why this is only a suspect',
  'no-culprit-in-logs': 'Why no culprit is named',
  'no-incident': 'Why this is no incident',
  'insufficient-data': 'What is missing',
};

/**
 * One incident: who did it, in which order the resources gave way, and who is not to blame. What happened
 * is left to the headline where the incident is `alone`.
 */
export function incidentSection(
  incident: Incident,
  { alone, pictures }: { readonly alone: boolean; readonly pictures?: PictureLinks },
): BlockContent[] {
  const { host, id, culprits } = incident;
  const picture = pictures?.get(incident);
  return blocks(
    heading(2, 'Incident ', ...sentence(id), ...(host === null ? [] : [' on ', logCode(host)])),
    alone ? undefined : paragraph(...whatHappened(incident)),
    paragraph(...onset(incident)),
    picture === undefined ? undefined : paragraph(image(picture)),
    ...(culprits.length === 0 ? reasons(incident) : []),
    ...culpritSections(incident),
    ...(culprits.length === 0 ? [] : reasons(incident)),
    ...ladder(incident),
    ...notToBlame(incident),
  );
}

function onset({
  onset: { time, uncertaintySeconds },
  primary,
  start,
  verdict,
}: Incident): Inline[] {
  return [
    'Seen in ',
    logCode(primary.series),
    `. It began at ${clockTime(time, start)}, give or take ${duration(uncertaintySeconds)}. `,
    `Verdict: ${verdictWords[verdict]}.`,
  ];
}

function reasons({ reasons: given, verdict }: Incident): BlockContent[] {
  if (given.length === 0) return [];
  return [
    heading(3, reasonTitles[verdict]),
    bullets(given.map(({ text }: Reason) => sentence(text))),
  ];
}

function ladder({ ladder: steps, start }: Incident): BlockContent[] {
  if (steps.length === 0) return [];
  const columns: readonly Column<Incident['ladder'][number]>[] = [
    { title: 'Began', cell: (step) => [clockTime(step.onset, start)] },
    {
      title: 'Resource',
      cell: ({ role }) => cellWords(roleName(role) ?? role),
    },
    { title: 'Series', cell: ({ series }) => [cellCode(series)] },
  ];
  return [heading(3, 'Resources in the order they gave way'), table(columns, steps)];
}

function notToBlame({ victims, ruledOut }: Incident): BlockContent[] {
  const lines = [...victims, ...ruledOut].map(({ subject, text }) => [
    ...subjectInlines(subject),
    ': ',
    ...sentence(text),
  ]);
  return lines.length === 0 ? [] : [heading(3, 'Not to blame'), bullets(lines)];
}
