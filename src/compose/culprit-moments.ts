import type { AnalysedCulprit } from '../analysis/analyse.ts';
import { binEndMs } from '../analysis/bins.ts';
import { burstsOf, type Stretch } from '../analysis/repetition.ts';
import { atOnce } from '../analysis/response.ts';
import type { Scene } from '../analysis/scene.ts';
import { bytes, counted, duration } from '../report/numbers.ts';
import type { Culprit } from '../report/report.ts';
import { subjectText } from '../report/subject-text.ts';
import type { Moment } from './moment.ts';

/** Bursts that are told one by one; of more the first is, with how many there are. */
export const MOST_BURSTS = 10;

/** What a culprit did when: it sets in, its bursts, its oversized responses. */
export function culpritMoments(
  { finding }: AnalysedCulprit,
  culprit: Culprit,
  scene: Scene,
): readonly Moment[] {
  const { id, verdict, subject, kind } = culprit;
  const setsIn: Moment = {
    timeMs: scene.incident.primary.onset.timeMs - finding.lead.factors.leadSeconds * 1000,
    kind: 'culprit',
    text: `${verdict} sets in: ${subjectText(subject)}`,
    ref: id,
  };
  return [
    setsIn,
    ...(kind === 'oversized-response' ? oversized(culprit) : bursts(finding, id, scene)),
  ];
}

function oversized({ exemplars, id }: Culprit): readonly Moment[] {
  return exemplars.flatMap(({ start, bytes: sent, client }) => {
    if (start === undefined || sent === undefined) return [];
    const whom = client === undefined ? '' : ` to ${client}`;
    const text = `one response of ${bytes(sent)}${whom}`;
    return [{ timeMs: Date.parse(start), kind: 'oversized-response', text, ref: id }];
  });
}

/** A single burst is what has set in. */
function bursts(
  { lead: { slice, cost, response } }: AnalysedCulprit['finding'],
  ref: string,
  scene: Scene,
): readonly Moment[] {
  const { bins, from, to } = scene;
  const activity = scene.felt(slice, cost, atOnce(response));
  const requests = scene.activity(slice, 'requests');
  const inside = burstsOf(activity).filter((burst) => burst.from < to && from < burst.to);
  if (inside.length < 2) return [];
  const told = inside.length > MOST_BURSTS ? inside.slice(0, 1) : inside;
  return told.map((burst, at) => {
    const which = inside.length > MOST_BURSTS ? 'first' : String(at + 1);
    const number = requests.subarray(burst.from, burst.to).reduce((a, b) => a + b, 0);
    return {
      timeMs: binEndMs(bins, burst.from - 1),
      kind: 'burst',
      text: `burst ${which} of ${inside.length}: ${counted(number, 'request')} in ${lasting(burst, scene)}`,
      ref,
    };
  });
}

function lasting({ from, to }: Stretch, { bins }: Scene): string {
  return duration(((to - from) * bins.stepMs) / 1000);
}
