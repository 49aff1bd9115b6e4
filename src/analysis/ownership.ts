import type { Cost } from '../rollup/cost.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { onlyComesAgain } from './come-again.ts';
import { isLevel } from './cost-kind.ts';
import { isOfPages } from './pages.ts';
import type { Scene } from './scene.ts';
import {
  type CommonSlowdown,
  changeOf,
  changeOutside,
  commonSlowdown,
  EVERYBODY_SLOW,
  hasUsualDuration,
  isVictim,
  ownPart,
} from './slowdown.ts';

/** The factor of a slice that only suffered. */
const VICTIM = 0.1;

/** What all traffic is compared with: its own slowdown is everybody's. */
const EVERYBODY: CommonSlowdown = { factor: Number.POSITIVE_INFINITY, isWait: false };

/** A slice that holds less than this part of its own accord only waits. */
const LEAST_OWN_PART = 0.1;
/** Pages that hold this part of their own accord are what all others wait behind. */
const HOLDING_PART = 0.3;

/** Tells the slices that hold workers or bytes of their own accord from those that were held up. */
export class Ownership {
  readonly #scene: Scene;
  readonly #candidates: readonly SliceView[];
  readonly #commonSlowdown: CommonSlowdown;
  readonly #victims = new Map<SliceView | undefined, boolean>();
  readonly #again = new Map<SliceView, boolean>();
  #isHeld: boolean | undefined;

  constructor(scene: Scene, candidates: readonly SliceView[]) {
    this.#scene = scene;
    this.#candidates = candidates;
    this.#commonSlowdown = commonSlowdown(scene, candidates);
  }

  /** Whether requests wait for each other, so that time in flight tells victims rather than traffic. */
  get isEverybodySlow(): boolean {
    return this.#commonSlowdown.factor >= EVERYBODY_SLOW;
  }

  /** Low for a slice that only held workers or bytes for longer, or only came again, because everybody did. */
  weightOf(slice: SliceView | undefined, cost: Cost): number {
    const suffers = isLevel(cost)
      ? this.#isVictim(slice)
      : cost === 'requests' && this.#comesAgain(slice);
    return suffers ? VICTIM : 1;
  }

  #comesAgain(slice: SliceView | undefined): boolean {
    if (slice === undefined) return false;
    const known = this.#again.get(slice);
    if (known !== undefined) return known;
    const again = onlyComesAgain(this.#scene, slice);
    this.#again.set(slice, again);
    return again;
  }

  #isVictim(slice: SliceView | undefined): boolean {
    const known = this.#victims.get(slice);
    if (known !== undefined) return known;
    const victim = this.#onlySuffers(slice) || this.#onlyWaits(slice);
    this.#victims.set(slice, victim);
    return victim;
  }

  #onlySuffers(slice: SliceView | undefined): boolean {
    const own = changeOf(this.#scene, slice);
    // All traffic is slow when the machine is: it is the cause only where more of it came.
    if (slice === undefined) return isVictim(own, EVERYBODY);
    const others = changeOutside(this.#scene, slice);
    // Pages that are most of what is asked for are everybody.
    const isFew = own.requestsBefore <= others.requestsBefore;
    return isVictim(own, this.#slowdownOutside(isFew ? slice.subject.folder : undefined), others);
  }

  /** The slowdown that everybody had, told without the pages of a folder where it is that which is asked about. */
  #slowdownOutside(folder: string | undefined): CommonSlowdown {
    if (folder === undefined) return this.#commonSlowdown;
    const outside = this.#candidates.filter(({ subject }) => !subject.route?.startsWith(folder));
    return commonSlowdown(this.#scene, outside);
  }

  /** Whether a slice, however often it is asked for, holds next to nothing but by waiting with all others. */
  #onlyWaits(slice: SliceView | undefined): boolean {
    if (slice === undefined || !this.isEverybodySlow) return false;
    if (!hasUsualDuration(changeOf(this.#scene, slice))) return false;
    const part = ownPart(this.#scene, slice);
    return part === undefined ? this.#isHeldByPages : part < LEAST_OWN_PART;
  }

  /**
   * Whether all wait alike behind pages that wait for longer: who waits no longer than all others is held up by these then,
   * however often it comes.
   */
  get #isHeldByPages(): boolean {
    this.#isHeld ??=
      this.#commonSlowdown.isWait &&
      this.#candidates
        .filter(isOfPages)
        .some((pages) => (ownPart(this.#scene, pages) ?? 0) >= HOLDING_PART);
    return this.#isHeld;
  }
}
