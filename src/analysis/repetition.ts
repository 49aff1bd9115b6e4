import { median } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** How often the episodes of an incident and the bursts of a slice came together (method.md 3.9). */
export interface Repetition {
  readonly episodes: number;
  /** Episodes with a burst in them or just before. */
  readonly preceded: number;
  readonly bursts: number;
  /** Bursts that an episode belongs to. */
  readonly followed: number;
}

/** Fewer episodes than this may meet bursts by chance. */
export const LEAST_EPISODES = 3;
/** A bin belongs to a burst from this share of the way to the activity's peak on. */
const BURST_SHARE = 0.3;
/** A burst may end so many bins before the episode begins. */
const BINS_BEFORE = 2;

/** Counts episodes and bursts; undefined when the resource did not come and go often enough. */
export function repetitionOf(scene: Scene, activity: Float64Array): Repetition | undefined {
  const episodes = scene.episodes.map(({ from, to }) => ({ from: from - BINS_BEFORE, to }));
  if (episodes.length < LEAST_EPISODES) return undefined;
  const bursts = burstsOf(activity);
  const meet = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;
  return {
    episodes: episodes.length,
    preceded: episodes.filter((episode) => bursts.some((burst) => meet(episode, burst))).length,
    bursts: bursts.length,
    followed: bursts.filter((burst) => episodes.some((episode) => meet(episode, burst))).length,
  };
}

/** Whether every episode had its burst, and every burst its episode. */
export function isPerfect({ episodes, preceded, bursts, followed }: Repetition): boolean {
  return preceded === episodes && followed === bursts;
}

/** Bins, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Times in which an activity is well above its usual level. */
export function burstsOf(activity: Float64Array): readonly Stretch[] {
  const level = median(activity);
  const peak = activity.reduce((a, b) => Math.max(a, b), level);
  const threshold = level + BURST_SHARE * (peak - level);
  const bursts: Stretch[] = [];
  let from: number | undefined;
  for (let bin = 0; bin <= activity.length; bin++) {
    const inside = bin < activity.length && peak > level && (activity[bin] ?? 0) >= threshold;
    if (inside) from ??= bin;
    else if (from !== undefined) {
      bursts.push({ from, to: bin });
      from = undefined;
    }
  }
  return bursts;
}
