import type { Attempt } from './attempts.ts';
import { contrastOf, contrastWeight, type Neighbour } from './farm-contrast.ts';
import { isGivenUp } from './given-up.ts';
import { givenUpByAll } from './given-up-by-all.ts';
import { isShared, newProcessOf } from './new-process.ts';
import { failsLikeOthers } from './outage.ts';
import type { Scene } from './scene.ts';
import { type Finding, specificFindings } from './specificity.ts';
import { SUSPECT_SCORE } from './verdict.ts';

/** Whom one server's log accuses of an incident as one of its series tells it, before a verdict. */
export interface Accusation extends Attempt {
  /** Clients among the slices that were looked at. */
  readonly clients: number;
  /** What was found, best first. */
  readonly findings: readonly Finding[];
  /** Those of it that may be named. */
  readonly accused: readonly Finding[];
}

/** What the log of one server says of an incident, in the light of the other hosts. */
export function accusationOf(
  attempt: Attempt,
  {
    clients,
    neighbours,
    top,
  }: {
    readonly clients: number;
    readonly neighbours: readonly Neighbour[];
    /** Findings named at most. */
    readonly top: number;
  },
): Accusation {
  const { scene, candidates, scored } = attempt;
  // Of what a new process takes too, nobody can tell the requests' part.
  const isUnknowable = newProcessOf(scene.incident) !== undefined && isShared(scene.series);
  // Where everybody gave up, that somebody did is no name.
  const areAllGivenUp = givenUpByAll(scene) !== undefined;
  const mayBe = isUnknowable
    ? []
    : scored.filter(
        ({ slice, subject }) =>
          !failsLikeOthers(scene, slice) && !(areAllGivenUp && isGivenUp(subject)),
      );
  const findings = specificFindings(mayBe, scene, candidates)
    .filter(isSuspicious)
    .map((finding) => contrasted(finding, scene, neighbours))
    .sort((a, b) => b.lead.score - a.lead.score);
  return { ...attempt, clients, findings, accused: findings.filter(isSuspicious).slice(0, top) };
}

function isSuspicious({ lead }: Finding): boolean {
  return lead.score >= SUSPECT_SCORE;
}

/** A finding with what the other hosts of the farm say of it. */
function contrasted(finding: Finding, scene: Scene, neighbours: readonly Neighbour[]): Finding {
  const contrast = contrastOf(scene, finding.lead, neighbours);
  if (contrast === undefined) return finding;
  const { lead } = finding;
  return { ...finding, contrast, lead: { ...lead, score: lead.score * contrastWeight(contrast) } };
}

/** The score of the first that is accused; 0 where nobody is. */
export function scoreOf({ accused }: Pick<Accusation, 'accused'>): number {
  return accused[0]?.lead.score ?? 0;
}

/** A tier nearer to the clients is taken when it scores at least this share of the best. */
const FRONT_SCORE_SHARE = 0.7;

/**
 * The accusation by the tier that explains the incident: of those that score about alike the one that saw the most
 * clients, since behind a proxy there is one.
 */
export function foremost(tiers: readonly Accusation[]): Accusation {
  const best = Math.max(...tiers.map(scoreOf));
  const good = tiers.filter((tier) => scoreOf(tier) >= FRONT_SCORE_SHARE * best);
  return good.reduce((front, tier) => (tier.clients > front.clients ? tier : front));
}
