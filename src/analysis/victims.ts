import type { Subject } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';
import { changeOf, changeOutside, commonSlowdown, hasUsualDuration, isVictim } from './slowdown.ts';

/** A route that became slow without being asked more often: it suffered, it did not cause. */
export interface Victim {
  readonly subject: Subject;
  readonly secondsBefore: number;
  readonly secondsDuring: number;
}

/** Slower than this, and by at least so many seconds, is worth telling. */
const NOTABLE_FACTOR = 1.5;
const NOTABLE_SECONDS = 0.1;

/** Routes that slowed down with the machine, slowest first; none where durations are not known. */
export function victimsOf(
  scene: Scene,
  slices: readonly SliceView[],
  culprits: readonly Scored[],
): readonly Victim[] {
  const guilty = new Set(culprits.map(({ subject }) => subject.route));
  const common = commonSlowdown(scene, slices);
  const victims: Victim[] = [];
  for (const slice of slices) {
    const { dimensions, subject } = slice;
    if (dimensions.length !== 1 || subject.route === undefined || guilty.has(subject.route))
      continue;
    const change = changeOf(scene, slice);
    const { secondsBefore, secondsDuring } = change;
    if (!hasUsualDuration(change) || !isVictim(change, common, changeOutside(scene, slice)))
      continue;
    const slower = secondsDuring > NOTABLE_FACTOR * secondsBefore;
    if (!slower || secondsDuring - secondsBefore < NOTABLE_SECONDS) continue;
    victims.push({ subject, secondsBefore, secondsDuring });
  }
  victims.sort((a, b) => b.secondsDuring - a.secondsDuring || nameOrder(a, b));
  return victims;
}

function nameOrder(a: Victim, b: Victim): number {
  return (a.subject.route ?? '') < (b.subject.route ?? '') ? -1 : 1;
}
