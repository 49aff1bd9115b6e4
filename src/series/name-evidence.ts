import { isResetShaped } from './counter.ts';
import type { RawSeries } from './input.ts';

/** Units that a source may name outright: OpenMetrics' `# UNIT`, the cells of a table. */
const ownUnits: ReadonlyMap<string, string> = new Map([
  ['bytes', 'bytes'],
  ['bytes/s', 'bytes/s'],
  ['seconds', 'seconds'],
  ['ratio', '1'],
  ['percent', '%'],
  ['%', '%'],
  ['1/s', '1/s'],
]);

/**
 * Units by what a name ends with, before what counters and summaries add to it.
 * https://prometheus.io/docs/practices/naming/#base-units
 */
const suffixes: readonly (readonly [RegExp, string])[] = [
  [/(?:^|_)bytes$/, 'bytes'],
  [/(?:^|_)seconds$/, 'seconds'],
  [/(?:^|_)(?:percent|pct)$|%$/, '%'],
];
const counterEnding = /_(?:total|sum|count)$/;

/** Words for what is left rather than used: less of it is worse. */
const leftOver = /(?:^|[^a-z])(?:free|available|avail|idle|unused|remaining|headroom)(?![a-z])/;

/** The unit that a series of an unknown name has before any rate is taken; `1` where nothing tells. */
export function unitOf({ name, unit = '' }: Pick<RawSeries, 'name' | 'unit'>): string {
  const own = ownUnits.get(unit.toLowerCase());
  if (own !== undefined) return own;
  const base = name.toLowerCase().replace(counterEnding, '');
  return suffixes.find(([suffix]) => suffix.test(base))?.[1] ?? '1';
}

/** Which way is bad for a series of an unknown name, told by its name or by the state that a label names. */
export function directionOf({ name, labels }: Pick<RawSeries, 'name' | 'labels'>): 1 | -1 {
  const texts = [name.replace(/([a-z])([A-Z])/g, '$1_$2'), ...Object.values(labels)];
  return texts.some((text) => leftOver.test(text.toLowerCase())) ? -1 : 1;
}

/**
 * Whether a series of an unknown name counts up. What its source says of it, and its name, are believed only as far as
 * the values agree: exporters call counters gauges, and gauges that have a maximum counters.
 */
export function isCounter({ name, kind, times, values }: RawSeries): boolean {
  if (kind === 'rate') return false;
  return (kind === 'counter' || counterEnding.test(name)) && isResetShaped({ times, values });
}
