import type { Cost } from '../rollup/cost.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { isLevel } from './cost-kind.ts';
import type { Scene } from './scene.ts';
import { changeOf, changeOutside, commonSlowdown, EVERYBODY_SLOW, isVictim } from './slowdown.ts';

/** The factor of a slice that only suffered. */
const VICTIM = 0.1;

/** Tells the slices that hold workers or bytes of their own accord from those that were held up. */
export class Ownership {
  readonly #scene: Scene;
  readonly #commonSlowdown: number;
  readonly #victims = new Map<SliceView | undefined, boolean>();

  constructor(scene: Scene, candidates: readonly SliceView[]) {
    this.#scene = scene;
    this.#commonSlowdown = commonSlowdown(scene, candidates);
  }

  /** Whether requests wait for each other, so that time in flight tells victims rather than traffic. */
  get isEverybodySlow(): boolean {
    return this.#commonSlowdown >= EVERYBODY_SLOW;
  }

  /** Low for a slice that only held workers or bytes for longer because everybody did. */
  weightOf(slice: SliceView | undefined, cost: Cost): number {
    return isLevel(cost) && this.#isVictim(slice) ? VICTIM : 1;
  }

  #isVictim(slice: SliceView | undefined): boolean {
    const known = this.#victims.get(slice);
    if (known !== undefined) return known;
    // All traffic is slow when the machine is: it is the cause only where more of it came.
    const common = slice === undefined ? Number.POSITIVE_INFINITY : this.#commonSlowdown;
    const others = slice === undefined ? undefined : changeOutside(this.#scene, slice);
    const victim = isVictim(changeOf(this.#scene, slice), common, others);
    this.#victims.set(slice, victim);
    return victim;
  }
}
