import { type Explanation, explanationKey } from './explanations.ts';

/** How well a slice fits by one explanation, and what it did beyond before. */
export interface Rival {
  readonly explanation: Explanation;
  readonly raw: number;
  readonly surplus: number;
}

/** Rivals fit at least this share as well (method.md 3.6). */
const NEAR_SHARE = 0.5;

/** Slices that name somebody or some page and are no victims, by the explanations that they fit. */
export class Rivals {
  readonly #byExplanation = new Map<string, Rival[]>();

  note(rival: Rival): void {
    const key = explanationKey(rival.explanation);
    const known = this.#byExplanation.get(key);
    if (known === undefined) this.#byExplanation.set(key, [rival]);
    else known.push(rival);
  }

  /** The part of the largest surplus that one carries, 0 to 1: the largest of those that fit about as well by the same explanation. */
  coverageOf({ explanation, raw, surplus }: Rival): number {
    let largest = surplus;
    for (const rival of this.#byExplanation.get(explanationKey(explanation)) ?? []) {
      if (rival.raw >= NEAR_SHARE * raw && rival.surplus > largest) largest = rival.surplus;
    }
    return Math.min(1, surplus / largest);
  }
}
