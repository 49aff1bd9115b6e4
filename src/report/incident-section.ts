import type { BlockContent } from 'mdast';
import type { Verdict } from '../analysis/verdict.ts';
import { culpritSection } from './culprit-section.ts';
import { whatHappened } from './headline.ts';
import { blocks, bullets, heading, type Inline, image, logCode, paragraph } from './markup.ts';
import { verdictWords } from './names.ts';
import { duration } from './numbers.ts';
import type { PictureLinks } from './picture-links.ts';
import type { Incident, Made, Reason } from './report.ts';
import { sentence } from './sentence.ts';
import { subjectInlines } from './subject-text.ts';
import { timeSpan, zonedClock } from './times.ts';
import { trafficFacts } from './traffic-facts.ts';

const reasonTitles: Readonly<Record<Verdict, string>> = {
  culprit: 'Remarks on this verdict',
  suspect: 'Why this is only a suspect',
  'no-culprit-in-logs': 'Why no culprit is named',
  'no-incident': 'Why this is no incident',
  'insufficient-data': 'What is missing',
};

/** What an incident's section needs of its report. */
export interface IncidentContext {
  /** Whether the report has no other. */
  readonly alone: boolean;
  readonly made?: Made | undefined;
  readonly pictures?: PictureLinks;
}

/**
 * One incident: when it began, who did it, and who is not to blame. What happened is left to the headline where the
 * incident is alone.
 */
export function incidentSection(
  incident: Incident,
  { alone, made, pictures }: IncidentContext,
): BlockContent[] {
  const { host, id, culprits } = incident;
  const picture = pictures?.get(incident);
  return blocks(
    heading(2, 'Incident ', ...sentence(id), ...(host === null ? [] : [' on ', logCode(host)])),
    alone ? undefined : paragraph(...whatHappened(incident)),
    paragraph(...onset(incident)),
    picture === undefined ? undefined : paragraph(image(picture)),
    allTraffic(incident),
    ...(culprits.length === 0 ? reasons(incident) : []),
    ...culprits.flatMap((culprit) => culpritSection(culprit, incident, made)),
    ...(culprits.length === 0 ? [] : reasons(incident)),
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
    `. It began at ${zonedClock(time, start)}, give or take ${duration(uncertaintySeconds)}. `,
    `Verdict: ${verdictWords[verdict]}.`,
  ];
}

function allTraffic({ window, countedBy, traffic }: Incident): BlockContent | undefined {
  if (traffic === undefined) return undefined;
  const how = countedBy === 'line' ? 'counted line by line' : 'summed up by buckets of time';
  const facts = trafficFacts(traffic).join(', ');
  return paragraph(
    `All traffic ${timeSpan(window.from, window.to)}: ${facts}. Figures are ${how}.`,
  );
}

function reasons({ reasons: given, verdict }: Incident): BlockContent[] {
  if (given.length === 0) return [];
  return [
    heading(3, reasonTitles[verdict]),
    bullets(given.map(({ text }: Reason) => sentence(text))),
  ];
}

function notToBlame({ victims, ruledOut }: Incident): BlockContent[] {
  const lines = [...victims, ...ruledOut].map(({ subject, text }) => [
    ...subjectInlines(subject),
    ': ',
    ...sentence(text),
  ]);
  return lines.length === 0 ? [] : [heading(3, 'Not to blame'), bullets(lines)];
}
