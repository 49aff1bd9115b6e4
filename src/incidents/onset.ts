import { directed } from './baseline.ts';
import type { Window } from './window.ts';

/** When a series left its baseline, and how far off that time may be. */
export interface Onset {
  readonly timeMs: number;
  readonly uncertaintyMs: number;
}

/** Samples before the window that take part in the fit: as many as the window has, within these. */
const LEAST_SAMPLES_BEFORE = 4;
const MOST_SAMPLES = 240;
/** Chi-square with one degree of freedom, 90 %: break points that fit as well as the best, statistically. */
const CHI_SQUARE_90 = 2.71;

/**
 * The onset of a window by least squares of two pieces, flat and then a step or a straight line (method.md
 * 3.4); its uncertainty from all break points that fit nearly as well, and never under half a step.
 */
export function onsetOf(window: Window): Onset {
  const { series, from, to } = window;
  const length = to - from;
  const values = directed(series);
  const before = Math.max(LEAST_SAMPLES_BEFORE, Math.min(length, MOST_SAMPLES));
  const first = Math.max(window.after ?? 0, from - before, backAgain(window, values));
  const last = Math.min(to, from + MOST_SAMPLES, wayUp(window, values) + 2);
  const known: Sample[] = [];
  for (let i = first; i < last; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) known.push({ timeMs: series.times[i] ?? 0, value });
  }
  const stepMs = series.stepSeconds * 1000;
  const atEntry = { timeMs: window.startMs, uncertaintyMs: stepMs };
  if (known.length < LEAST_SAMPLES_BEFORE) return atEntry;
  // What has entered the window has risen already, however little beside what was to come.
  const errors = known.map((sample, at) =>
    at === 0 || sample.timeMs > window.startMs
      ? Number.POSITIVE_INFINITY
      : twoPieceError(known, at),
  );
  const best = errors.reduce((min, error, at) => (error < (errors[min] ?? 0) ? at : min), 1);
  const bestError = errors[best] ?? 0;
  const bound = bestError * (1 + CHI_SQUARE_90 / Math.max(1, known.length - 3)) + Number.EPSILON;
  const nearly = known.filter((_, at) => (errors[at] ?? 0) <= bound);
  // The break lies between the last flat sample and the first risen one.
  const timeMs = (known[best]?.timeMs ?? window.startMs) - stepMs / 2;
  const earliest = nearly[0]?.timeMs ?? timeMs;
  const latest = nearly.at(-1)?.timeMs ?? timeMs;
  const uncertaintyMs = Math.max(stepMs / 2, (latest - earliest) / 2 + stepMs / 2);
  return { timeMs, uncertaintyMs };
}

/** What rose by this part of a window's rise was up, */
const UP_SHARE = 0.5;
/** and what is below this part of it for so many samples is back. */
const BACK_SHARE = 0.2;
const BACK_SAMPLES = 3;

/** The first sample after the last rise before a window that came and went, if there is one: no onset is earlier. */
function backAgain({ series, from, baseline, peak }: Window, values: Float64Array): number {
  const level = series.direction * baseline;
  const rise = series.direction * peak - level;
  let back = 0;
  let quiet = Number.NaN;
  for (let at = 0; at < from; at++) {
    const height = (values[at] ?? Number.NaN) - level;
    if (height >= UP_SHARE * rise) quiet = 0;
    else if (height < BACK_SHARE * rise) quiet += 1;
    if (quiet === BACK_SAMPLES) back = at + 1 - BACK_SAMPLES;
  }
  return back;
}

/** The first sample half the way up: what comes after tells how a rise ends, not how it began. */
function wayUp({ series, from, to, baseline, peak }: Window, values: Float64Array): number {
  const half = (series.direction * (baseline + peak)) / 2;
  let at = from;
  while (at < to - 1 && !((values[at] ?? Number.NaN) >= half)) at += 1;
  return at;
}

interface Sample {
  readonly timeMs: number;
  readonly value: number;
}

/** Squared error of "flat before `at`, then a step or a line that starts there", the better of both. */
function twoPieceError(samples: readonly Sample[], at: number): number {
  const before = samples.slice(0, at);
  const after = samples.slice(at);
  const level = mean(before);
  const flat = before.reduce((sum, { value }) => sum + (value - level) ** 2, 0);
  const height = mean(after);
  const step = after.reduce((sum, { value }) => sum + (value - height) ** 2, 0);
  const startMs = samples[at - 1]?.timeMs ?? 0;
  const products = after.reduce((sum, s) => sum + (s.timeMs - startMs) * (s.value - level), 0);
  const squares = after.reduce((sum, s) => sum + (s.timeMs - startMs) ** 2, 0);
  const slope = squares === 0 ? 0 : products / squares;
  const line = after.reduce(
    (sum, s) => sum + (s.value - level - slope * (s.timeMs - startMs)) ** 2,
    0,
  );
  return flat + Math.min(step, line);
}

function mean(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0) / samples.length;
}
