import type { Subject, SubjectDimension } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { isBroad, isBroadDimension, isDerivedSubject, isSpecific } from './broad-subject.ts';
import { commonTraits } from './common-traits.ts';
import { crowdOf, isMadeByFew, isWhatTheyCameFor } from './crowd.ts';
import type { Contrast } from './farm-contrast.ts';
import { isAllGivenUp, isGivenUp } from './given-up.ts';
import { Overlap } from './overlap.ts';
import type { Scene } from './scene.ts';
import { type Scored, scoreName } from './score.ts';
import { ownPart, partOfOwn } from './slowdown.ts';

/** One finding: the best name of a set of requests, and its other names. */
export interface Finding {
  readonly lead: Scored;
  readonly aliases: readonly Subject[];
  /** How other hosts of the farm fared; absent where there is none to compare with. */
  readonly contrast?: Contrast;
}

/** Findings below this share of the best score say nothing beside it. */
const LEAST_OF_BEST = 0.2;
/** All traffic is named only where no slice carries this share of its surplus (method.md 3.7). */
const CONTRIBUTOR_SHARE = 0.5;
/** …and scores at least this share of it: a slice scores lower, for the rest is held constant. */
const CONTRIBUTOR_SCORE_SHARE = 0.25;

/**
 * Merges names of the same requests and drops parts of a finding from the list (method.md 3.7): what is
 * named is neither a victim nor "status 200". Takes those that were scored best first, and all that were tried: how much everybody
 * slowed down is told by those too that explain nothing.
 */
export function specificFindings(
  scored: readonly Scored[],
  scene: Scene,
  candidates: readonly SliceView[] = scored.flatMap(({ slice }) => slice ?? []),
): readonly Finding[] {
  const overlap = new Overlap(scored, scene);
  const leading = scored.filter((one) => canLead(one, scored, scene));
  const crowd = crowdOf(scored, leading, scene);
  const named = crowd === undefined ? leading : [crowd];
  const best = named[0]?.score ?? 0;
  const open = scored.filter((one) => one.score > 0 && one.score >= LEAST_OF_BEST * best);
  const findings: Finding[] = [];
  for (;;) {
    const top = open.find((one) => named.includes(one));
    if (top === undefined) return findings;
    const same = open.filter((other) => other === top || overlap.same(other, top));
    const name = bestName(
      top.slice === undefined
        ? commonTraits(top, scored)
        : same.filter((one) => named.includes(one)),
      top,
    );
    const lead = name === top ? top : scoreName(scene, name, top, candidates);
    const aliases = same.filter(({ subject }) => subject !== lead.subject && isTelling(subject));
    findings.push({ lead, aliases: aliases.map(({ subject }) => subject) });
    const related = open.filter((other) => same.some((one) => overlap.related(other, one, top)));
    for (const other of related) open.splice(open.indexOf(other), 1);
  }
}

/** Whether a slice names a cause, rather than what came of it or everybody. */
function canLead(one: Scored, scored: readonly Scored[], scene: Scene): boolean {
  const { subject, cost, slice } = one;
  if (slice === undefined) {
    return (
      !hasContributor(one, scored) &&
      !isOfFew(one, scored, scene) &&
      !isHeldByPart(one, scored, scene)
    );
  }
  // How long requests ran and how they ended is what happened to them, victims included.
  if (subject.duration !== undefined || isOrdinary(subject.status)) return false;
  if (subject.new !== undefined && hasNamedRival(one, scored)) return false;
  if (isLesserPart(one, scored, scene)) return false;
  if (isDerivedSubject(subject)) return !hasContributor(one, scored);
  if (!isBroad(subject)) return true;
  // Without durations nothing else may tell what hung.
  if (isAllGivenUp(subject) && cost === 'requests' && scene.durations === 'none') return true;
  if (cost === 'aborts' || cost === 'errors') return subject.status !== undefined;
  return subject.size !== undefined && (cost === 'bytes-out' || cost === 'held-bytes');
}

/** Whether another name helps: "method GET" would not. */
function isTelling(subject: Subject): boolean {
  return Object.entries(subject).every(([dimension, value]) =>
    dimension === 'status' ? !isOrdinary(value) : !isBroadDimension(dimension),
  );
}

/** Statuses below 400 are how requests usually end. */
function isOrdinary(status: string | undefined): boolean {
  return status !== undefined && /^[123]/.test(status);
}

/**
 * Whether a slice that names somebody or some page carries most of what all traffic, or another large set of requests, added.
 * Who asks for a folder is another name of the same requests, or asks for other pages as well: only its pages are its parts.
 */
function hasContributor(all: Scored, scored: readonly Scored[]): boolean {
  const { folder } = all.subject;
  return scored.some(
    ({ slice, subject, cost, excess, score }) =>
      slice !== undefined &&
      !isBroad(subject) &&
      (folder === undefined || subject.route?.startsWith(folder) === true) &&
      cost === all.cost &&
      excess >= CONTRIBUTOR_SHARE * all.excess &&
      score >= CONTRIBUTOR_SCORE_SHARE * all.score,
  );
}

/**
 * Whether the workers are held by some pages or somebody, and all others only wait for them: what fills a pool makes everybody's
 * requests longer. What they wait is no part of what is held; where they wait for so long that nothing else can be told of
 * durations, who came is.
 */
function isHeldByPart(all: Scored, scored: readonly Scored[], scene: Scene): boolean {
  if (all.cost !== 'in-flight') return false;
  return scored.some(
    ({ slice, subject, cost, score }) =>
      slice !== undefined &&
      (!isBroad(subject) || subject.folder !== undefined) &&
      cost === all.cost &&
      score >= CONTRIBUTOR_SCORE_SHARE * all.score &&
      ((ownPart(scene, slice) ?? 0) >= CONTRIBUTOR_SHARE || isWhatTheyCameFor(slice, scene)),
  );
}

/** A larger set says more than a part of it where it explains the resource by at least this share as well. */
const WHOLE_SCORE_SHARE = 0.5;
/** The same where the part is told by who asked, of which some may be outside of the set. */
const CROSSING_SCORE_SHARE = 0.8;

/** Whether a larger set of the same requests says more than a slice: what they do together each of them seems to do. */
function isLesserPart(one: Scored, scored: readonly Scored[], scene: Scene): boolean {
  return isLesserOfFolder(one, scored, scene) || isLesserGivenUp(one, scored);
}

/**
 * Whether a page, a folder, or somebody who asked holds less than half of what a folder holds of its own accord, which a page lies
 * in: where all of its pages hang, each of them goes with the resource, and so does whoever asks for them.
 */
function isLesserOfFolder(one: Scored, scored: readonly Scored[], scene: Scene): boolean {
  const { slice, subject, cost, score } = one;
  if (slice === undefined || cost !== 'in-flight') return false;
  const path = subject.route ?? subject.folder;
  const least = path === undefined ? CROSSING_SCORE_SHARE : WHOLE_SCORE_SHARE;
  return scored.some(
    (other) =>
      other.slice !== undefined &&
      other.cost === cost &&
      other.score >= least * score &&
      isFolderAround(other.subject, path) &&
      (partOfOwn(scene, slice, other.slice) ?? 1) < CONTRIBUTOR_SHARE,
  );
}

/** Whether what was given up is less than half of all that was, in the same way: where no durations tell more, who else was counts. */
function isLesserGivenUp(one: Scored, scored: readonly Scored[]): boolean {
  const { subject, cost, score, excess } = one;
  if (cost !== 'requests' || !isGivenUp(subject)) return false;
  return scored.some(
    (other) =>
      isAllGivenUp(other.subject) &&
      other.subject.status === subject.status &&
      other.cost === cost &&
      other.score >= WHOLE_SCORE_SHARE * score &&
      excess < CONTRIBUTOR_SHARE * other.excess,
  );
}

/** Whether a subject is a folder, and a page or another folder lies in it where it is asked about one. */
function isFolderAround({ folder, ...others }: Subject, path: string | undefined): boolean {
  if (folder === undefined || Object.keys(others).length > 0) return false;
  return path === undefined || (folder !== path && path.startsWith(folder));
}

/** Whether somebody or some page explains the resource, too: what is new has risen by being new, and names nobody else as well. */
function hasNamedRival(one: Scored, scored: readonly Scored[]): boolean {
  return scored.some(
    ({ slice, subject, score }) =>
      slice !== undefined && isSpecific(subject) && score >= CONTRIBUTOR_SCORE_SHARE * one.score,
  );
}

/** Whether a few who explain it as well made many of the requests above the usual: that is no crowd. */
function isOfFew(all: Scored, scored: readonly Scored[], scene: Scene): boolean {
  const likely = scored.filter(({ score }) => score >= CONTRIBUTOR_SCORE_SHARE * all.score);
  return isMadeByFew(likely, scene);
}

/**
 * Names that an operator can act on, best first: what was asked for together with who asked, then either
 * alone; what came of it (size, duration) only where nothing else names it. Aborts and errors are told by
 * their status.
 */
const namesByCost: Readonly<Record<'outcome' | 'load', readonly (readonly SubjectDimension[])[]>> =
  {
    outcome: [
      ['route', 'status'],
      ['route', 'client'],
      ['route', 'agent'],
      ['route', 'network'],
      ['route'],
      ['client', 'status'],
      ['client'],
      ['status'],
    ],
    load: [
      ['route', 'client'],
      ['route', 'agent'],
      ['route', 'network'],
      ['route'],
      ['client'],
      ['agent'],
      ['network'],
      ['referer'],
      ['vhost'],
      ['status'],
      ['folder'],
      ['agentClass'],
      ['without'],
      ['new'],
    ],
  };

function bestName(same: readonly Scored[], top: Scored): Scored {
  const outcome = top.cost === 'aborts' || top.cost === 'errors';
  const order = namesByCost[outcome ? 'outcome' : 'load'];
  for (const dimensions of order) {
    const named = same.find(
      ({ subject }) =>
        Object.keys(subject).length === dimensions.length &&
        dimensions.every((dimension) => subject[dimension] !== undefined),
    );
    if (named !== undefined) return named;
  }
  return top;
}
