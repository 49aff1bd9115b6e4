import type { BlockContent, Heading } from 'mdast';
import { blocks, bullets, heading, type Inline, logCode, paragraph } from './markup.ts';
import { deedName, roleName, verdictTitles, verdictWords } from './names.ts';
import { counted, quantityRange, score, share } from './numbers.ts';
import type { Culprit, Incident, Report } from './report.ts';
import { sentence } from './sentence.ts';
import { subjectBeginning, subjectInlines } from './subject-text.ts';
import { timeSpan } from './times.ts';

/** Characters of one name: a browser's tells little beyond its begin and its end. */
const HEADLINE_CHARACTERS = 60;

/** The title and first words: what, when, who and how sure, for someone who reads no further. */
export function headline(report: Report): BlockContent[] {
  const leading = leadingIncident(report);
  if (leading === undefined) return [title(report, undefined), withoutIncident(report)];
  return blocks(
    title(report, leading.culprits[0]),
    paragraph(...whatHappened(leading), ' ', ...whoAndHowSure(leading)),
    ...overview(report.incidents),
  );
}

/** What the series did, as one sentence. */
export function whatHappened({ host, primary, start, end }: Incident): readonly Inline[] {
  const { baseline, peak, role, unit } = primary;
  const verb = peak >= baseline ? 'rose' : 'fell';
  const change = `${verb} from ${quantityRange(baseline, peak, unit)}`;
  const name = roleName(role);
  return [
    `${timeSpan(start, end)}: `,
    ...(name === undefined ? [logCode(primary.series)] : [name]),
    ...(host === null ? [' '] : [' on ', logCode(host), ' ']),
    ...sentence(change),
    '.',
  ];
}

function leadingIncident({ incidents, verdict }: Report): Incident | undefined {
  return incidents.find((incident) => incident.verdict === verdict) ?? incidents[0];
}

function title({ verdict, incidents }: Report, lead: Culprit | undefined): Heading {
  const words = verdictTitles[verdict];
  const others = incidents.length > 1 ? ` (${counted(incidents.length, 'incident')} in all)` : '';
  if (lead === undefined || (verdict !== 'culprit' && verdict !== 'suspect')) {
    return heading(1, `${words}${others}`);
  }
  return heading(
    1,
    `${words}: `,
    ...subjectInlines(lead.subject, HEADLINE_CHARACTERS),
    `, ${deedName(lead)}${others}`,
  );
}

function whoAndHowSure({ culprits, verdict, primary }: Incident): readonly Inline[] {
  const [lead, next] = culprits;
  if (lead === undefined) {
    return [
      verdict === 'insufficient-data'
        ? 'The data does not suffice to say who caused it. What is missing is named below.'
        : 'No requests in these logs account for it. The reasons are named below.',
    ];
  }
  const change = primary.peak >= primary.baseline ? 'rise' : 'fall';
  const explained = ` (${deedName(lead)}) explains ${share(lead.explains)} of the ${change}. `;
  return [...subjectBeginning(lead.subject, HEADLINE_CHARACTERS), explained, howSure(lead, next)];
}

function howSure(lead: Culprit, next: Culprit | undefined): string {
  const rival = next === undefined ? '' : `, the next candidate ${score(next.score)}`;
  const scored = `score ${score(lead.score)} of 1${rival}`;
  return lead.verdict === 'culprit'
    ? `The evidence is enough to call it the culprit: ${scored}.`
    : `It is a suspect, not proven: ${scored}.`;
}

function withoutIncident({ inputs, limits, verdict }: Report): BlockContent {
  const lines = inputs.logs.reduce((sum, log) => sum + log.lines, 0);
  const looked =
    `Looked at ${counted(lines, 'line')} of ${counted(inputs.logs.length, 'log')} ` +
    `and ${counted(inputs.series.length, 'resource series', 'resource series')}.`;
  const missing = limits.length === 0 ? '' : ' What is missing is named below.';
  return verdict === 'no-incident'
    ? paragraph(`${looked} No series left its usual range long enough to count as an incident.`)
    : paragraph(
        `${looked} Nothing stands out in what the log itself counts; that is not enough to say that the host was well.${missing}`,
      );
}

/** One line an incident, where there are several. */
function overview(incidents: readonly Incident[]): BlockContent[] {
  if (incidents.length < 2) return [];
  return [
    bullets(incidents.map((incident) => [`Incident ${incident.id}, `, ...overviewLine(incident)])),
  ];
}

function overviewLine({ host, start, end, verdict, culprits }: Incident): readonly Inline[] {
  const lead = culprits[0];
  return [
    ...(host === null ? [] : [logCode(host), ', ']),
    `${timeSpan(start, end)}: ${verdictWords[verdict]}`,
    ...(lead === undefined ? [] : [' ', ...subjectInlines(lead.subject)]),
  ];
}
