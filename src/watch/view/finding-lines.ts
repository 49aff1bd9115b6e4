import { visibleText } from '../../report/log-text.ts';
import { deedName, roleName } from '../../report/names.ts';
import { quantity, score, share } from '../../report/numbers.ts';
import type { Culprit, Incident } from '../../report/report.ts';
import { subjectText } from '../../report/subject-text.ts';
import { clockTime } from '../../report/times.ts';
import { line, type ScreenContent, type ScreenLine } from './screen-content.ts';

/** Findings that have a key. */
export const MAX_FINDINGS = 9;

/** A culprit or suspect, and the incident that it is of. */
export interface Finding {
  readonly incident: Incident;
  readonly culprit: Culprit;
}

/** What can be opened: of the newest incidents first. */
export function findingsOf({ report }: Pick<ScreenContent, 'report'>): readonly Finding[] {
  const incidents = (report?.incidents ?? []).toReversed();
  return incidents
    .flatMap((incident) => incident.culprits.map((culprit) => ({ incident, culprit })))
    .slice(0, MAX_FINDINGS);
}

/** Who is suspected, each with its first evidence. */
export function findingSection({ report, ...content }: ScreenContent): readonly ScreenLine[] {
  const findings = findingsOf({ report });
  if (findings.length === 0) {
    const [first] = (report?.incidents ?? []).toReversed().filter((one) => isTold(one, content));
    const why = first?.reasons[0]?.text;
    if (first === undefined) return [];
    const text = `${when(first)} ${what(first)}: nobody is named${why === undefined ? '' : `. ${why}`}`;
    return [line('SUSPECTS', 'title'), line(visibleText(text))];
  }
  return [
    line('SUSPECTS', 'title'),
    ...findings.slice(0, 5).flatMap(({ incident, culprit }, at) => {
      const { verdict, subject, explains, evidence } = culprit;
      const open = isTold(incident, content);
      const head = `${at + 1} ${verdict}, score ${score(culprit.score)}: ${subjectText(subject)}, ${deedName(culprit)}`;
      const tail = `    explains ${share(explains)} of ${what(incident)}, ${when(incident)}`;
      const [first] = evidence;
      return [
        line(visibleText(head), open ? 'alarm' : 'plain'),
        line(visibleText(first === undefined ? tail : `${tail}. ${first.text}`), 'faint'),
      ];
    }),
  ];
}

/** Whether an incident is one that was told and goes on. */
function isTold({ start, host }: Incident, { tracked }: Pick<ScreenContent, 'tracked'>): boolean {
  return tracked.some(
    (one) => one.stage === 'told' && one.host === host && one.fromMs === Date.parse(start),
  );
}

function what({ primary }: Incident): string {
  const name = roleName(primary.role) ?? primary.series;
  return `${name} ${quantity(primary.baseline, primary.unit)} to ${quantity(primary.peak, primary.unit)}`;
}

function when({ start, end }: Incident): string {
  return `${clockTime(start, end)} to ${clockTime(end, start)}`;
}

/** A finding with all that is known of it. */
export function details({ incident, culprit }: Finding): readonly ScreenLine[] {
  const { verdict, subject, evidence, exemplars, advice, aliases } = culprit;
  return [
    line(visibleText(`${verdict} ${subjectText(subject)}`), 'alarm'),
    line(
      visibleText(
        `${deedName(culprit)}, score ${score(culprit.score)}; ${what(incident)}, ${when(incident)}`,
      ),
    ),
    ...(aliases.length === 0
      ? []
      : [line(visibleText(`also: ${aliases.map(subjectText).join('; ')}`), 'faint')]),
    line('EVIDENCE', 'title'),
    ...evidence.map(({ text }) => line(visibleText(`- ${text.replaceAll('`', '')}`))),
    ...(exemplars.length === 0 ? [] : [line('LARGEST REQUESTS', 'title')]),
    ...exemplars.map((exemplar) => line(visibleText(exemplar.line), 'faint')),
    line('WHAT TO DO', 'title'),
    ...advice.map(({ text }) => line(visibleText(`- ${text.replaceAll('`', '')}`))),
  ];
}
