import { type Subject, type SubjectDimension, subjectKey } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { isBroad, isBroadDimension, isDerivedSubject, isSpecific } from './broad-subject.ts';
import { commonTraits } from './common-traits.ts';
import { crowdOf, isMadeByFew, isWhatTheyCameFor } from './crowd.ts';
import type { Contrast } from './farm-contrast.ts';
import { atOnce, unlimited } from './response.ts';
import type { Scene } from './scene.ts';
import { type Scored, scoreName } from './score.ts';
import { ownPart } from './slowdown.ts';

/** One finding: the best name of a set of requests, and its other names. */
export interface Finding {
  readonly lead: Scored;
  readonly aliases: readonly Subject[];
  /** How other hosts of the farm fared; absent where there is none to compare with. */
  readonly contrast?: Contrast;
}

/** Findings below this share of the best score say nothing beside it. */
const LEAST_OF_BEST = 0.2;
/** A slice is part of another when this share of its excess lies inside it. */
const INSIDE_SHARE = 0.8;
/** Two slices are one when their excess differs by no more than this (method.md 3.7). */
const SAME_SHARE = 0.9;
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
  if (isDerivedSubject(subject)) return !hasContributor(one, scored);
  if (!isBroad(subject)) return true;
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

/** How slices share their requests: by the pairs of the rollup, or by their activity where none was rolled up. */
class Overlap {
  readonly #scene: Scene;
  readonly #slices = new Map<string, SliceView>();
  readonly #excesses = new Map<Scored, Map<SliceView, number>>();

  constructor(scored: readonly Scored[], scene: Scene) {
    this.#scene = scene;
    for (const { slice, subject } of scored) {
      if (slice !== undefined) this.#slices.set(subjectKey(subject), slice);
    }
  }

  /** Whether one of the two is, by excess in the cost and response of `top`, a part of the other. */
  related(other: Scored, one: Scored, top: Scored): boolean {
    if (other.slice === undefined || one.slice === undefined) return true;
    if (contains(other.subject, one.subject) || contains(one.subject, other.subject)) return true;
    const shared = this.#sharedExcess(other.subject, one.subject, top);
    const smaller = Math.min(this.#excess(other.slice, top), this.#excess(one.slice, top));
    if (shared >= INSIDE_SHARE * smaller) return true;
    const together = this.#movesTogether(other.slice, one.slice, top);
    return isBroad(other.subject)
      ? together.ofSmaller >= INSIDE_SHARE
      : together.ofLarger >= SAME_SHARE;
  }

  /** Whether both are related and carry the same excess. */
  same(other: Scored, top: Scored): boolean {
    if (other.slice === undefined || top.slice === undefined) return false;
    if (areApart(other.subject, top.subject)) return false;
    if (!this.related(other, top, top)) return false;
    const a = this.#excess(other.slice, top);
    const b = this.#excess(top.slice, top);
    return Math.min(a, b) >= SAME_SHARE * Math.max(a, b);
  }

  #excess(slice: SliceView, top: Scored): number {
    const ofTop = this.#excesses.get(top) ?? new Map<SliceView, number>();
    this.#excesses.set(top, ofTop);
    const excess = ofTop.get(slice) ?? this.#scene.excess(this.#felt(slice, top));
    ofTop.set(slice, excess);
    return excess;
  }

  #felt(slice: SliceView, { cost, response }: Scored): Float64Array {
    return this.#scene.felt(slice, cost, unlimited(atOnce(response)));
  }

  /** The largest excess of a rolled-up pair of a value of one and a value of the other. */
  #sharedExcess(a: Subject, b: Subject, top: Scored): number {
    let most = 0;
    for (const [dimensionA, valueA] of Object.entries(a)) {
      for (const [dimensionB, valueB] of Object.entries(b)) {
        if (dimensionA === dimensionB) continue;
        const pair = this.#slices.get(subjectKey({ [dimensionA]: valueA, [dimensionB]: valueB }));
        if (pair !== undefined) most = Math.max(most, this.#excess(pair, top));
      }
    }
    return most;
  }

  /** The surplus that two slices have in common, bin by bin, as a share of the smaller and the larger one. */
  #movesTogether(
    a: SliceView,
    b: SliceView,
    top: Scored,
  ): { readonly ofSmaller: number; readonly ofLarger: number } {
    const [one, other] = [this.#surplus(a, top), this.#surplus(b, top)];
    let common = 0;
    let [sumOne, sumOther] = [0, 0];
    for (let bin = 0; bin < one.length; bin++) {
      const [x, y] = [one[bin] ?? 0, other[bin] ?? 0];
      common += Math.min(x, y);
      sumOne += x;
      sumOther += y;
    }
    return {
      ofSmaller: common / Math.min(sumOne, sumOther),
      ofLarger: common / Math.max(sumOne, sumOther),
    };
  }

  #surplus(slice: SliceView, top: Scored): Float64Array {
    const { from, to } = this.#scene;
    const column = this.#felt(slice, top);
    const before = this.#scene.usual(column);
    const level = Number.isFinite(before) ? before : 0;
    return column.subarray(from, to).map((value) => Math.max(0, value - level));
  }
}

/** Dimensions in which a request can have several values: a folder lies in another one. */
const MANY_VALUED: ReadonlySet<string> = new Set(['folder', 'new', 'without']);

/** Whether no request is in both, by their names alone: two agents that behave alike are two. */
function areApart(one: Subject, other: Subject): boolean {
  return Object.entries(one).some(([name, value]) => {
    const theirs = other[name as SubjectDimension];
    return theirs !== undefined && theirs !== value && !MANY_VALUED.has(name);
  });
}

/** Whether every request of `inner` is one of `outer`, by their names alone. */
function contains(outer: Subject, inner: Subject): boolean {
  return Object.entries(outer).every(([name, value]) => inner[name as SubjectDimension] === value);
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
