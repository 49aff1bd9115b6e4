import type { AlarmRange } from '../../parsers/munin/levels.ts';
import { isoTime } from '../compose/iso-time.ts';
import { counted, duration, quantity } from '../report/numbers.ts';
import { type Hole, holesOf } from '../series/hole.ts';
import type { Role, Series } from '../series/series.ts';
import { unitOf } from '../series/series-unit.ts';

const LOOKED_AT = 'incidents are looked for in it';
/** What the analysis does with series of a role that it looks for no incidents in; `Role` in series.ts says why. */
const otherUses: Readonly<Partial<Record<Role, string>>> = {
  network: 'lines the clocks up',
  requests: 'lines the clocks up',
  disk: 'a consequence: no incident is looked for in it',
  'io-wait': 'a consequence: no incident is looked for in it',
  'swap-io': 'a consequence: no incident is looked for in it',
  limit: 'the limit of others',
  generic: 'its name is not known: no incident is looked for in it',
};

/** One line of facts on a series: what it is, what it covers, what is missing, what it is for. */
export function seriesFacts(series: Series): string {
  const { name, node, title, role, unit, direction, capacity, levels = {}, stepSeconds } = series;
  const { times, values, resets } = series;
  const host = node === undefined ? '' : ` of ${node}`;
  const known = values.filter(Number.isFinite).length;
  const facts = [
    ...(title === undefined ? [] : [`“${title}”`]),
    role,
    unit,
    direction === 1 ? 'more is worse' : 'less is worse',
    ...(capacity === undefined ? [] : [`limit ${quantity(capacity, unitOf(series))}`]),
    ...levelFacts('warning', levels.warning, series),
    ...levelFacts('critical', levels.critical, series),
    `every ${duration(stepSeconds)}`,
    counted(known, 'sample'),
    `${isoTime(times[0] ?? 0, 0)} to ${isoTime(times.at(-1) ?? 0, 0)}`,
    ...holeFacts(holesOf(series)),
    ...(resets === undefined ? [] : [`began again at 0 ${counted(resets.length, 'time')}`]),
    otherUses[role] ?? LOOKED_AT,
  ];
  return `${name}${host}: ${facts.join(', ')}`;
}

function levelFacts(
  name: string,
  { below, above }: AlarmRange = {},
  series: Series,
): readonly string[] {
  return [
    ...(below === undefined ? [] : [`${name} below ${quantity(below, unitOf(series))}`]),
    ...(above === undefined ? [] : [`${name} above ${quantity(above, unitOf(series))}`]),
  ];
}

function holeFacts(holes: readonly Hole[]): readonly string[] {
  const [longest] = holes;
  if (longest === undefined) return [];
  const length = duration((longest.toMs - longest.fromMs) / 1000);
  return [`${counted(holes.length, 'hole')}, the longest of ${length}`];
}
