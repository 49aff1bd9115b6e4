import type { Scene } from '../analysis/scene.ts';
import { commonSlowdown, LEAST_REQUESTS } from '../analysis/slowdown.ts';
import { decimal, duration } from '../report/numbers.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { isNamedBy, type SliceView } from '../rollup/slice-view.ts';
import type { Detection, SliceCase } from './detection.ts';
import { sliceTotals } from './slice-totals.ts';

/** Slower than before by this factor is worth telling… */
const NOTABLE_FACTOR = 1.5;
/** …and by this factor more than everybody it is its own doing: a queue in front of the workers slows all alike. */
const OWN_FACTOR = 3;
/** Routes that stand for everybody: those with the most requests. */
const MOST_ROUTES = 100;

/** Requests that became slow, against how slow everybody became. */
export function slowUrl({ scored, scene, kind }: SliceCase): Detection | 'clear' | 'no-data' {
  if (scored.cost !== 'in-flight' && kind !== 'slow-url') return 'clear';
  if (scene.tier.durations === 'none') return 'no-data';
  const { before, during } = secondsOf(scene, scored.slice);
  if (during === undefined) return 'no-data';
  if (before === undefined) return withoutHistory(during);
  const own = during / before;
  if (own < NOTABLE_FACTOR) return 'clear';
  const common = commonSlowdown(scene, busiestRoutes(scene)).factor;
  return {
    observations: [
      {
        name: 'slowdown',
        value: own,
        text: `A request took ${duration(during)} on average, ${duration(before)} before: ${factor(own)} as long, ${apart(own, common)}.`,
      },
    ],
  };
}

/** A slowdown beside that of the routes in the middle. */
function apart(own: number, common: number): string {
  if (own >= OWN_FACTOR * common) {
    return `a change ${factor(own / common)} that of the routes in the middle`;
  }
  return own * OWN_FACTOR < common ? 'less than for everybody else' : 'about as for everybody else';
}

/** Two digits: averages of durations tell no more. */
function factor(value: number): string {
  return `${decimal(Number(value.toPrecision(2)))} times`;
}

/** Mean seconds that a request took before and in the incident; undefined where there were too few. */
function secondsOf(
  scene: Scene,
  slice: SliceView | undefined,
): { readonly before: number | undefined; readonly during: number | undefined } {
  const { startMs, endMs } = scene.incident;
  const onsetMs = startMs - scene.bins.stepMs;
  const mean = (span: TimeSpan): number | undefined => {
    const { requests, workerSeconds } = sliceTotals(scene.rollup, slice, span);
    return requests < LEAST_REQUESTS || workerSeconds === undefined
      ? undefined
      : workerSeconds / requests;
  };
  return {
    before: mean({ fromMs: scene.bins.startMs, toMs: onsetMs }),
    during: mean({ fromMs: onsetMs, toMs: endMs }),
  };
}

/** Hardly anybody had asked for it before: only how long it took can be told. */
function withoutHistory(during: number): Detection {
  return {
    observations: [
      {
        name: 'seconds',
        value: during,
        text: `A request took ${duration(during)} on average; before there were too few to compare with.`,
      },
    ],
  };
}

function busiestRoutes({ rollup }: Scene): ReturnType<Scene['rollup']['slices']> {
  return rollup
    .slices()
    .filter((slice) => isNamedBy(slice, 'route'))
    .sort((a, b) => b.summary.requests - a.summary.requests)
    .slice(0, MOST_ROUTES);
}
