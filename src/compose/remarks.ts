import type { AnalysedIncident } from '../analysis/analyse.ts';
import { isGivenBack } from '../analysis/given-back.ts';
import { isUnknownWait } from '../analysis/given-up.ts';
import type { Share } from '../analysis/log-share.ts';
import { goesByNumberAlone } from '../analysis/number-alone.ts';
import { isFromLog } from '../incidents/log-series.ts';
import { counted, decimal, duration, quantity, share } from '../report/numbers.ts';
import type { Reason } from '../report/report.ts';
import { linkedHosts, linkedIds } from './linked-incidents.ts';

/** What bounds the verdict on an incident, or belongs to it, whoever is named. */
export function remarksOf(
  analysed: AnalysedIncident,
  all: readonly AnalysedIncident[],
): readonly Reason[] {
  return [
    ...logOnly(analysed),
    ...hinted(analysed),
    ...thin(analysed),
    ...begunBefore(analysed),
    ...givenBack(analysed),
    ...givenUp(analysed),
    ...byNumber(analysed),
    ...dark(analysed),
    ...unlogged(analysed),
    ...unseen(analysed),
    ...linked(analysed, all),
  ];
}

function linked(analysed: AnalysedIncident, all: readonly AnalysedIncident[]): Reason[] {
  const ids = linkedIds(analysed, all);
  if (ids.length === 0) return [];
  const hosts = linkedHosts(analysed, all);
  return [
    {
      code: 'same-time',
      text: `${hosts.join(', ')} ${hosts.length === 1 ? 'was' : 'were'} unwell at the same time: see ${ids.length === 1 ? 'incident' : 'incidents'} ${ids.join(', ')}.`,
    },
  ];
}

/** What the log alone shows, and what of the resources that were watched does not. */
const shownByLog: Readonly<Record<NonNullable<AnalysedIncident['logShows']>, string>> = {
  'pile-up': ', and none of them shows how many requests are being served: that these piled up',
  outage: ': that most requests failed',
};

function logOnly({ scene, logShows }: AnalysedIncident): Reason[] {
  if (!isFromLog(scene.series)) return [];
  const why =
    logShows === undefined
      ? 'No resource of the host was being watched at this time: the log alone shows that its traffic changed, not that the host suffered'
      : `The resources that were being watched stayed in their usual range${shownByLog[logShows]} is read off the log alone`;
  return [{ code: 'log-only', text: `${why}, so that nobody is called more than a suspect.` }];
}

function hinted({ hint, isShy, scene }: AnalysedIncident): Reason[] {
  if (hint === undefined) return [];
  if (isShy === undefined) {
    return [{ code: 'hinted', text: `This is where ${hint.source} points.` }];
  }
  return [
    {
      code: 'below-threshold',
      text: `${scene.series.name} rose by less than what counts as an incident; it was looked at since ${hint.source} points there, so that nobody is called more than a suspect.`,
    },
  ];
}

function thin({ scene, culprits }: AnalysedIncident): Reason[] {
  if (!scene.isThin || culprits.length === 0) return [];
  return [
    {
      code: 'few-samples',
      text: `${scene.series.name} has too few samples in this incident, one every ${duration(scene.series.stepSeconds)}: whatever else happened then fits as well, so that nobody is called more than a suspect.`,
    },
  ];
}

function givenBack({ scene, culprits }: AnalysedIncident): Reason[] {
  const [first] = culprits;
  if (first === undefined || !isGivenBack(scene, first.finding.lead)) return [];
  const other =
    scene.series.role === 'processes'
      ? 'a pool ends the processes that a load called up when it has passed'
      : 'a job of the host gives back what it took when it ends';
  return [
    {
      code: 'given-back',
      text: `${scene.series.name} fell at once: a restart gives back what leaked, and ${other}, so that nobody is called more than a suspect.`,
    },
  ];
}

function givenUp({ scene, culprits: [first] }: AnalysedIncident): Reason[] {
  if (first === undefined || !isUnknownWait(scene, first.finding.lead.subject)) return [];
  return [
    {
      code: 'waits-untold',
      text: 'The log has no durations: of requests that were given up it does not say which of them held what the others waited for, so that nobody is called more than a suspect.',
    },
  ];
}

function byNumber({ scene, culprits: [first] }: AnalysedIncident): Reason[] {
  if (first === undefined || !goesByNumberAlone(scene, first.finding.lead)) return [];
  return [
    {
      code: 'number-alone',
      text: `The log has no durations, and who is named asks for no page of their own: that they came as ${scene.series.name} rose is all that speaks against them, so that nobody is called more than a suspect.`,
    },
  ];
}

function begunBefore({ scene, culprits }: AnalysedIncident): Reason[] {
  if (scene.hasBefore || culprits.length === 0) return [];
  return [
    {
      code: 'no-time-before',
      text: 'The logs begin when this incident was under way: what it began with looks like what was always there, so that nobody is called more than a suspect.',
    },
  ];
}

/** Where a reason for naming nobody says the same, it is not said again. */
function dark({ dark: found, abstention }: AnalysedIncident): Reason[] {
  if (found === undefined || abstention?.code === 'held-by-unlogged-requests') return [];
  const { busy, logged, grown } = found;
  return [
    {
      code: 'held-by-unlogged-requests',
      text: `${quantity(busy, 'workers')} were busy, logged requests held ${decimal(logged)}: ${quantity(grown, 'workers')} more than before were held by requests that the log does not show yet, slow to send their headers or still running.`,
    },
  ];
}

function unlogged({ unlogged: found, culprits }: AnalysedIncident): Reason[] {
  if (found === undefined) return [];
  const { inside, outside, series } = found;
  const held = (of: Share): string => share(of.logged / of.counted);
  const bound = culprits.length === 0 ? '' : ', so that nobody is called more than a suspect';
  return [
    {
      code: 'unlogged-rise',
      text: `${series.name} counted ${counted(inside.counted, 'request')} in this incident, of which the logs hold ${held(inside)}; of others they hold ${held(outside)}. Whoever made the rest is in none of them${bound}.`,
    },
  ];
}

function unseen({ unseen: found, scene }: AnalysedIncident): Reason[] {
  if (found === undefined) return [];
  const { series, rise } = found;
  return [
    {
      code: 'held-by-no-request',
      text: `The log has no durations, and ${series.name} rose by ${decimal(Math.max(0, rise))} only: so few requests do not hold what ${scene.series.name} rose by, so that nobody is called more than a suspect.`,
    },
  ];
}
