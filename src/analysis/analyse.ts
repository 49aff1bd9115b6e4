import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { type Abstention, abstentionOf } from './abstention.ts';
import { candidatesOf } from './candidates.ts';
import { type ClockOffset, clockOffset } from './clock-offset.ts';
import { type CulpritKind, kindOf } from './culprit-kind.ts';
import { hostIncidents } from './host-incidents.ts';
import type { IncidentWindow, Rung } from './incident.ts';
import { isFromLog } from './log-series.ts';
import { isShared, newProcessOf } from './new-process.ts';
import { placeboOf } from './placebo.ts';
import { inLightOfOthers } from './recurrence.ts';
import { type RuledOut, ruledOut } from './ruled-out.ts';
import { Scene, type Tier } from './scene.ts';
import { type Scored, scoreCandidates } from './score.ts';
import { type Finding, specificFindings } from './specificity.ts';
import {
  CULPRIT_SCORE,
  findingVerdict,
  type Placebo,
  SUSPECT_SCORE,
  strongest,
  type Verdict,
} from './verdict.ts';
import { type Victim, victimsOf } from './victims.ts';

/** What is known of one host: the rollup of its logs and its series. */
export interface Host {
  /** Undefined when there is one host and nothing names it. */
  readonly name: string | undefined;
  /** The servers that logged its requests; each alone holds them all once. */
  readonly tiers: readonly Tier[];
  readonly series: readonly Series[];
}

export interface AnalysedCulprit {
  readonly finding: Finding;
  readonly kind: CulpritKind;
  readonly verdict: 'culprit' | 'suspect';
}

export interface AnalysedIncident {
  readonly host: string | undefined;
  readonly incident: IncidentWindow;
  readonly scene: Scene;
  /** Clients among the slices that were looked at. */
  readonly clients: number;
  readonly verdict: Verdict;
  readonly culprits: readonly AnalysedCulprit[];
  readonly placebo: Placebo;
  /**
   * A process that came with the incident, where there is one: of what it shares with the requests nobody is accused
   * then, of what only they hold nobody for sure.
   */
  readonly newProcess?: Rung;
  /** Present when there is no culprit. */
  readonly abstention?: Abstention;
  readonly victims: readonly Victim[];
  readonly ruledOut: readonly RuledOut[];
}

/** How far the metrics of a host run from its log; the analysis has moved them. */
export interface HostOffset {
  readonly host: string | undefined;
  readonly offset: ClockOffset;
}

export interface Analysis {
  readonly verdict: Verdict;
  /** Hosts whose clocks disagree. */
  readonly offsets: readonly HostOffset[];
  readonly incidents: readonly AnalysedIncident[];
}

const NO_PLACEBO: Placebo = { tried: 0, asHigh: 0 };

/** Culprits named for one incident at most. */
export const DEFAULT_TOP = 3;

/**
 * The whole analysis: incidents of every host, each with its ranked culprits or the reason why there is
 * none. Pure: the same rollups and series give the same answer.
 */
export function analyse(given: readonly Host[], options: { readonly top: number }): Analysis {
  const offsets = given.flatMap(offsetOf);
  const hosts = given.map((host) => moved(host, offsets));
  const incidents = hosts.flatMap((host) => incidentsOf(host, options.top));
  incidents.sort((a, b) => a.incident.startMs - b.incident.startMs);
  return { verdict: strongest(incidents.map(({ verdict }) => verdict)), offsets, incidents };
}

/** An incident as one of its series tells it, with the slices of one server that were tried. */
interface Attempt {
  readonly scene: Scene;
  readonly scored: readonly Scored[];
  readonly candidates: readonly SliceView[];
}

function incidentsOf(host: Host, top: number): readonly AnalysedIncident[] {
  const candidates = new Map(host.tiers.map((tier) => [tier, candidatesOf(tier.rollup)]));
  const found = hostIncidents(host, (tier) => (candidates.get(tier) ?? []).filter(isClient).length);
  const attempts = host.tiers.map((tier) => {
    const own = found.filter(({ tiers }) => tiers.includes(tier));
    return attemptsOf(
      own.flatMap(({ incident }) => asTold(incident)),
      tier,
      candidates.get(tier) ?? [],
    );
  });
  return found.flatMap(({ incident }) =>
    toldApart(
      asTold(incident).map((told) =>
        bestOf(
          attempts.flatMap((byIncident) => {
            const attempt = byIncident.get(told);
            return attempt === undefined ? [] : [answer(host, attempt, top)];
          }),
        ),
      ),
    ),
  );
}

/** An incident by its primary series and by others. */
function asTold(incident: IncidentWindow): readonly IncidentWindow[] {
  return [incident, ...incident.otherwise];
}

/** Every incident against one server's slices; those of one series in the light of each other. */
function attemptsOf(
  told: readonly IncidentWindow[],
  tier: Tier,
  candidates: readonly SliceView[],
): ReadonlyMap<IncidentWindow, Attempt> {
  const attempts = new Map<IncidentWindow, Attempt>();
  for (const series of new Set(told.map(({ primary }) => primary.window.series))) {
    const rises = told.filter(({ primary }) => primary.window.series === series);
    const scenes = rises.map((rise) => new Scene(rise, tier));
    const lists = inLightOfOthers(scenes.map((scene) => scoreCandidates(scene, candidates)));
    for (const [place, scene] of scenes.entries()) {
      attempts.set(scene.incident, { scene, scored: lists[place] ?? [], candidates });
    }
  }
  return attempts;
}

/** The offset that the first server of a host tells which counted like its log. */
function offsetOf({ name, tiers, series }: Host): HostOffset[] {
  for (const { rollup } of tiers) {
    const offset = clockOffset(rollup, series);
    if (offset !== undefined) return [{ host: name, offset }];
  }
  return [];
}

function moved(host: Host, offsets: readonly HostOffset[]): Host {
  const own = offsets.find(({ host: name }) => name === host.name);
  if (own === undefined) return host;
  const { offsetMs } = own.offset;
  const series = host.series.map((one) => ({
    ...one,
    times: one.times.map((timeMs) => timeMs + offsetMs),
  }));
  return { ...host, series };
}

/** Another series tells an incident better than its primary one when it is explained so much better. */
const BETTER_TOLD = 1.2;

/**
 * An incident by the series that is explained best: its primary one, the first, unless another is clearly better. What
 * moved the other series and has a culprit of its own, who has nothing to do with the first, is an incident apart.
 */
function toldApart(told: readonly AnalysedIncident[]): readonly AnalysedIncident[] {
  const [primary, ...others] = told;
  if (primary === undefined) return [];
  const best = others.reduce(
    (so, other) => (scoreOf(other) > scoreOf(so) * (so === primary ? BETTER_TOLD : 1) ? other : so),
    primary,
  );
  const apart: AnalysedIncident[] = [best];
  for (const other of told) {
    if (other.verdict === 'culprit' && !apart.some((one) => sharesCulprit(one, other))) {
      apart.push(other);
    }
  }
  return apart;
}

/** Whether the first of one names somebody or some page that any of the other names, or all traffic. */
function sharesCulprit(one: AnalysedIncident, other: AnalysedIncident): boolean {
  const [first] = other.culprits;
  if (first === undefined || one.culprits.length === 0) return true;
  const values = Object.entries(first.finding.lead.subject);
  return one.culprits.some(({ finding: { lead, aliases } }) =>
    [lead.subject, ...aliases].some((subject) => {
      const named = Object.entries(subject);
      const meets = values.some(([dimension, value]) =>
        named.some(([also, same]) => also === dimension && same === value),
      );
      return values.length === 0 || named.length === 0 || meets;
    }),
  );
}

function scoreOf({ culprits }: AnalysedIncident): number {
  return culprits[0]?.finding.lead.score ?? 0;
}

/** A tier nearer to the clients is taken when it scores at least this share of the best. */
const FRONT_SCORE_SHARE = 0.7;

/**
 * The tier that explains the incident: of those that score about alike the one that saw the most clients, since
 * behind a proxy there is one.
 */
function bestOf(tiers: readonly AnalysedIncident[]): AnalysedIncident {
  const best = Math.max(...tiers.map(scoreOf));
  const good = tiers.filter((tier) => scoreOf(tier) >= FRONT_SCORE_SHARE * best);
  return good.reduce((front, tier) => (tier.clients > front.clients ? tier : front));
}

/** In how many bins the resource was up. */
function binsOfEpisodes({ episodes, usable }: Scene): number {
  return usable.filter((bin) => episodes.some(({ from, to }) => bin >= from && bin < to)).length;
}

function isClient({ dimensions }: SliceView): boolean {
  return dimensions.length === 1 && dimensions[0] === 'client';
}

function answer(host: Host, { scene, scored, candidates }: Attempt, top: number): AnalysedIncident {
  const { incident } = scene;
  const newProcess = newProcessOf(incident);
  const named =
    newProcess !== undefined && isShared(scene.series)
      ? []
      : specificFindings(scored, scene).filter(({ lead }) => lead.score >= SUSPECT_SCORE);
  const mayBeCulprit = (named[0]?.lead.score ?? 0) >= CULPRIT_SCORE;
  const fromLog = isFromLog(scene.series);
  const placebo = mayBeCulprit && !fromLog ? placeboOf(scene, scored) : NO_PLACEBO;
  const culprits: AnalysedCulprit[] = [];
  for (const finding of named) {
    const found = findingVerdict(finding, named, {
      placebo,
      bins: binsOfEpisodes(scene),
      doubt: newProcess !== undefined,
    });
    if (found === undefined || culprits.length >= top) continue;
    // No resource shows that the host suffered: what the log tells of itself proves no harm.
    const verdict = fromLog ? 'suspect' : found;
    culprits.push({ finding, kind: kindOf(finding.lead, scene), verdict });
  }
  const guilty = culprits.map(({ finding }) => finding.lead);
  return {
    host: host.name,
    incident,
    scene,
    clients: candidates.filter(isClient).length,
    verdict: culprits[0]?.verdict ?? 'no-culprit-in-logs',
    culprits,
    placebo,
    ...(newProcess === undefined ? {} : { newProcess }),
    ...(culprits.length === 0 ? { abstention: abstentionOf(scene, scored) } : {}),
    victims: victimsOf(scene, candidates, guilty),
    ruledOut: ruledOut(scene, scored, named),
  };
}
