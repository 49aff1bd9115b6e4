import { farmIncidents, type UnmetHint } from '../incidents/farm-incidents.ts';
import type { Hint } from '../incidents/hint.ts';
import type { FoundIncident } from '../incidents/host-incidents.ts';
import type { IncidentWindow, Rung } from '../incidents/incident.ts';
import type { Tier } from '../incidents/tier.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { type Abstention, abstentionOf } from './abstention.ts';
import { accusationOf, foremost } from './accusation.ts';
import { type Attempt, asTold, attemptsOf } from './attempts.ts';
import { candidatesOf } from './candidates.ts';
import { type DarkConcurrency, darkConcurrencyOf } from './dark-concurrency.ts';
import { derivedCandidates } from './derived-candidates.ts';
import type { Neighbour } from './farm-contrast.ts';
import { checkedHost, type HostCheck, movedBy } from './host-check.ts';
import { type JudgedCulprit, type Judgement, judge } from './judgement.ts';
import type { UnloggedRise } from './log-share.ts';
import { newProcessOf } from './new-process.ts';
import { type RepeatedRises, repeatedRisesOf } from './repeated-rises.ts';
import { type RuledOut, ruledOut } from './ruled-out.ts';
import { withLikes } from './same-requests.ts';
import type { Scene } from './scene.ts';
import { toldApart } from './told-apart.ts';
import type { UnseenHold } from './unseen-hold.ts';
import { type Placebo, strongest, type Verdict } from './verdict.ts';
import { type Victim, victimsOf } from './victims.ts';

/** What is known of one host: the rollup of its logs and its series. */
export interface Host {
  /** Undefined when there is one host and nothing names it. */
  readonly name: string | undefined;
  /** The servers that logged its requests; each alone holds them all once. */
  readonly tiers: readonly Tier[];
  readonly series: readonly Series[];
}

export interface AnalysedCulprit extends JudgedCulprit {
  /** Absent where the series rose too seldom. */
  readonly repeated?: RepeatedRises;
}

export interface AnalysedIncident {
  readonly host: string | undefined;
  readonly incident: IncidentWindow;
  /** Who points at it; absent where nobody does. */
  readonly hint?: Hint;
  /** Whether only the hint made it one. */
  readonly isShy?: true;
  /** What the log alone shows though resources were watched (host-incidents.ts). */
  readonly logShows?: NonNullable<FoundIncident['logShows']>;
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
  /** Present where workers were held by requests that the log does not show. */
  readonly dark?: DarkConcurrency;
  /** Present where nothing shows the requests that are accused of holding memory: nobody is called more than a suspect. */
  readonly unseen?: UnseenHold;
  /** Present where the logs hold less of what was served than at other times: nobody is called more than a suspect. */
  readonly unlogged?: UnloggedRise;
  readonly victims: readonly Victim[];
  readonly ruledOut: readonly RuledOut[];
}

export interface Analysis {
  readonly verdict: Verdict;
  /** What servers' own counts tell of each host; metrics whose clock is off have been moved. */
  readonly checks: readonly HostCheck[];
  /** In order of time, those first that a hint points at. */
  readonly incidents: readonly AnalysedIncident[];
  /** Where not all slices worth it were tried for the incidents: the share of any cost that one had which was not, 0 to 1. */
  readonly untriedShare?: number;
  /** Hints at which nothing was to be seen. */
  readonly unmet: readonly UnmetHint[];
}

/** Culprits named for one incident at most. */
export const DEFAULT_TOP = 3;

/**
 * The whole analysis: incidents of every host, each with its ranked culprits or the reason why there is
 * none. Pure: the same rollups and series give the same answer.
 */
export function analyse(
  given: readonly Host[],
  options: { readonly top: number; readonly hints?: readonly Hint[] },
): Analysis {
  const checks = given.map(checkedHost);
  const hosts = given.map((host, at) => ({
    ...host,
    series: movedBy(checks[at]?.clock, host.series),
    share: checks[at]?.share,
  }));
  const { candidates, untriedShare } = triedOf(new Set(hosts.flatMap(({ tiers }) => tiers)));
  const clientsOf = (tier: Tier): number => (candidates.get(tier) ?? []).filter(isClient).length;
  const farm = hosts.flatMap((host) => withFront(host, clientsOf));
  const { found, unmet } = farmIncidents(farm, options.hints ?? []);
  const attempts = new Map<Host, readonly ReadonlyMap<IncidentWindow, Attempt>[]>();
  for (const host of farm) {
    const own = found.filter((one) => one.host === host);
    attempts.set(
      host,
      host.tiers.map((tier) => {
        const told = own.filter(({ tiers }) => tiers.includes(tier));
        const incidents = told.flatMap(({ incident }) => asTold(incident));
        return attemptsOf(incidents, tier, candidates.get(tier) ?? []);
      }),
    );
  }
  const incidents = found.flatMap((one) => {
    const neighbours = farm.filter(({ front }) => front !== one.host.front);
    const told = asTold(one.incident).map((incident) =>
      foremost(
        (attempts.get(one.host) ?? []).flatMap((ofTier) => {
          const attempt = ofTier.get(incident);
          if (attempt === undefined) return [];
          const clients = clientsOf(attempt.scene.tier);
          return [accusationOf(attempt, { clients, neighbours, top: options.top })];
        }),
      ),
    );
    return toldApart(told, (accusation, isAside) => judge(accusation, { ...one, isAside })).map(
      (judgement) =>
        answer(one, judgement, {
          candidates: candidates.get(judgement.accusation.scene.tier) ?? [],
          neighbours,
        }),
    );
  });
  // Where somebody points, there the answer is wanted.
  incidents.sort(
    (a, b) =>
      Number(b.hint !== undefined) - Number(a.hint !== undefined) ||
      a.incident.startMs - b.incident.startMs,
  );
  const asked = incidents.filter(({ hint }) => hint !== undefined);
  const leading = asked.length > 0 ? asked : incidents;
  return {
    verdict: strongest(leading.map(({ verdict }) => verdict)),
    checks,
    incidents,
    ...(incidents.length > 0 && untriedShare > 0 ? { untriedShare } : {}),
    unmet,
  };
}

/** The slices of each server that are tried, and the largest share that one has which is not. */
function triedOf(tiers: Iterable<Tier>): {
  readonly candidates: ReadonlyMap<Tier, readonly SliceView[]>;
  readonly untriedShare: number;
} {
  const candidates = new Map<Tier, readonly SliceView[]>();
  let untriedShare = 0;
  for (const tier of tiers) {
    const { rollup } = tier;
    const tried = [candidatesOf(rollup), derivedCandidates(rollup)];
    const slices = tried.flatMap((one) => one.slices);
    candidates.set(tier, withLikes(rollup, slices));
    untriedShare = Math.max(untriedShare, ...tried.map((one) => one.untriedShare ?? 0));
  }
  return { candidates, untriedShare };
}

/** With its server that saw the most clients; no host at all without a log. */
function withFront<Given extends Host>(
  host: Given,
  clientsOf: (tier: Tier) => number,
): (Given & { readonly front: Tier })[] {
  const [first, ...others] = host.tiers;
  if (first === undefined) return [];
  const front = others.reduce((a, b) => (clientsOf(b) > clientsOf(a) ? b : a), first);
  return [{ ...host, front }];
}

function isClient({ dimensions }: SliceView): boolean {
  return dimensions.length === 1 && dimensions[0] === 'client';
}

/** An incident with its verdict, and what else there is to say of it. */
function answer(
  { host, hint, isShy, logShows }: FoundIncident & { readonly host: Host },
  { accusation, placebo, culprits, verdict, unseen, unlogged }: Judgement,
  {
    candidates,
    neighbours,
  }: { readonly candidates: readonly SliceView[]; readonly neighbours: readonly Neighbour[] },
): AnalysedIncident {
  const { scene, scored, clients, findings } = accusation;
  const { incident } = scene;
  const newProcess = newProcessOf(incident);
  const guilty = culprits.map(({ finding }) => finding.lead);
  const dark = darkConcurrencyOf(scene, host.series);
  return {
    host: host.name,
    incident,
    ...(hint === undefined ? {} : { hint }),
    ...(isShy === undefined ? {} : { isShy }),
    ...(logShows === undefined ? {} : { logShows }),
    scene,
    clients,
    verdict,
    culprits: culprits.map((culprit) => {
      const repeated = repeatedRisesOf(culprit.finding.lead, scene, neighbours);
      return repeated === undefined ? culprit : { ...culprit, repeated };
    }),
    placebo,
    ...(newProcess === undefined ? {} : { newProcess }),
    ...(culprits.length === 0 ? { abstention: abstentionOf(scene, scored) } : {}),
    ...(dark === undefined ? {} : { dark }),
    ...(unseen === undefined ? {} : { unseen }),
    ...(unlogged === undefined ? {} : { unlogged }),
    victims: victimsOf(scene, candidates, guilty),
    ruledOut: ruledOut(scene, scored, findings),
  };
}
