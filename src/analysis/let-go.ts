import { bucketAt } from '../rollup/grid.ts';
import { isNamedBy, type SliceView } from '../rollup/slice-view.ts';
import { isOfMemory } from '../series/memory-role.ts';
import { LEAST_EPISODES } from './repetition.ts';
import type { HeldShape } from './response.ts';
import type { Scene } from './scene.ts';

/**
 * A page of which a line was written whenever memory fell, and at no other time, in a log that writes lines when requests end and
 * says nothing of how long they ran: a body that is kept in memory while it comes is let go of when its request ends.
 */
export interface LetGo {
  readonly falls: number;
  readonly requests: number;
  /** That one page of as few requests as it has does so by chance, 0 to 1, whichever of them it is. */
  readonly chance: number;
}

/** A line is of a fall from so many samples before the last high one to so many behind it: it falls between two. */
const LINES_BEFORE_SAMPLES = 1;
export const LINES_BEHIND_SAMPLES = 2;
/** More requests than this for each fall are traffic. */
const MOST_FOR_EACH = 3;
/** What is as likely is chance. */
const MOST_CHANCE = 0.01;

/** The pages whose lines tell the falls of a scene's resource; none where fewer than three falls are known, or durations are. */
export function pagesLettingGo(scene: Scene): readonly SliceView[] {
  if (!mayTell(scene)) return [];
  return rarePages(scene).filter((page) => letGoBy(scene, page) !== undefined);
}

/** How a page's lines tell the falls; undefined where they do not. */
export function letGoBy(scene: Scene, page: SliceView): LetGo | undefined {
  if (!mayTell(scene) || !isRarePage(scene, page)) return undefined;
  const falls = fallsOf(scene);
  const times = lineTimes(scene, page);
  const isAt = (fallMs: number, timeMs: number): boolean => {
    const stepMs = scene.series.stepSeconds * 1000;
    return (
      timeMs >= fallMs - LINES_BEFORE_SAMPLES * stepMs &&
      timeMs <= fallMs + LINES_BEHIND_SAMPLES * stepMs
    );
  };
  if (!times.every((timeMs) => falls.some((fallMs) => isAt(fallMs, timeMs)))) return undefined;
  if (!falls.every((fallMs) => times.some((timeMs) => isAt(fallMs, timeMs)))) return undefined;
  const chance = Math.min(1, coveredShare(scene, falls) ** times.length * rarePages(scene).length);
  return chance < MOST_CHANCE ? { falls: falls.length, requests: times.length, chance } : undefined;
}

/**
 * What a page's requests held in each bin while the resource was up: all of it at once, or more and more until they let it go.
 */
export function heldUntilLetGo(
  scene: Scene,
  page: SliceView | undefined,
  shape: HeldShape,
): Float64Array {
  const column = new Float64Array(scene.bins.length);
  if (page === undefined || letGoBy(scene, page) === undefined) return column;
  for (const { from, to } of scene.episodes) {
    for (let bin = Math.max(0, from); bin < Math.min(to, column.length); bin++) {
      column[bin] = shape === 'flat' ? 1 : (bin + 1 - from) / (to - from);
    }
  }
  return column;
}

function mayTell(scene: Scene): boolean {
  return (
    isOfMemory(scene.series.role) &&
    fallsOf(scene).length >= LEAST_EPISODES &&
    scene.durations === 'none'
  );
}

/** The last high sample of each rise of the resource that was over before the log was. */
function fallsOf({ incident, others, rollup }: Scene): readonly number[] {
  const lastMs = rollup.span?.toMs ?? Number.NEGATIVE_INFINITY;
  return [...incident.episodes, ...others].map(({ endMs }) => endMs).filter((ms) => ms < lastMs);
}

function rarePages(scene: Scene): readonly SliceView[] {
  return scene.rollup.slices().filter((slice) => isRarePage(scene, slice));
}

/** Whether a slice is a page that was asked for about as often as the resource fell. */
function isRarePage(scene: Scene, slice: SliceView): boolean {
  const least = fallsOf(scene).length;
  const { requests } = slice.summary;
  return isNamedBy(slice, 'route') && requests >= least && requests <= MOST_FOR_EACH * least;
}

/** When the lines of a page were written, on the clock of the resource, to the bucket. */
function lineTimes({ rollup, shiftMs }: Scene, page: SliceView): readonly number[] {
  const { grid } = rollup;
  const times: number[] = [];
  for (const [bucket, lines] of rollup.activity(page, 'requests', 'end').entries()) {
    for (let line = 0; line < Math.round(lines); line++) {
      times.push(grid.originMs + bucket * grid.widthMs + shiftMs);
    }
  }
  return times;
}

/** The part of the log's time that lies at a fall. */
function coveredShare({ rollup, series }: Scene, falls: readonly number[]): number {
  const { fromMs, toMs } = rollup.span ?? { fromMs: 0, toMs: 0 };
  const buckets = Math.max(1, bucketAt(rollup.grid, toMs) - bucketAt(rollup.grid, fromMs));
  const stepMs = series.stepSeconds * 1000;
  const eachMs = (LINES_BEFORE_SAMPLES + LINES_BEHIND_SAMPLES) * stepMs;
  return Math.min(1, (falls.length * eachMs) / (buckets * rollup.grid.widthMs));
}
