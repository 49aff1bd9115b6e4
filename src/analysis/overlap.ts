import { type Subject, type SubjectDimension, subjectKey } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { isBroad } from './broad-subject.ts';
import { atOnce, unlimited } from './response.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** A slice is part of another when this share of its excess lies inside it. */
const INSIDE_SHARE = 0.8;
/** Two slices are one when their excess differs by no more than this (method.md 3.7). */
const SAME_SHARE = 0.9;

/** How slices share their requests: by the pairs of the rollup, or by their activity where none was rolled up. */
export class Overlap {
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
