import { visibleText } from '../../report/log-text.ts';
import { roleName } from '../../report/names.ts';
import { decimal, quantity } from '../../report/numbers.ts';
import { columnsOf, sparkline } from '../../report/sparkline.ts';
import type { Series } from '../../series/series.ts';
import { line, type ScreenContent, type ScreenLine } from './screen-content.ts';
import { padded } from './text-width.ts';

/** Room for names of resources at a narrow and at a wide terminal, and for their values. */
const NAME_COLUMNS = 26;
const WIDE_NAME_COLUMNS = 72;
const WIDE_COLUMNS = 150;
const VALUE_COLUMNS = 20;

/** Roles from what requests hold themselves to what is everybody's. */
const roleOrder: readonly string[] = [
  'workers',
  'threads',
  'processes',
  'queue',
  'memory',
  'swap',
  'connections',
  'cpu',
  'load',
  'network',
  'io-wait',
  'swap-io',
  'disk',
];

/** Each resource as a row of blocks and what it is now; those of incidents first. */
export function resourceSection(
  { series, report }: ScreenContent,
  columns: number,
): readonly ScreenLine[] {
  if (series.length === 0)
    return [line('RESOURCES', 'title'), line('none are known yet; name them with -m', 'faint')];
  const involved = new Set(
    report?.incidents.flatMap(({ ladder }) => ladder.map((rung) => rung.series)),
  );
  const rank = ({ role, name }: Series): number => {
    const at = roleOrder.indexOf(role);
    return (involved.has(name) ? 0 : 100) + (at < 0 ? roleOrder.length : at);
  };
  const ordered = [...series].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  return [
    line('RESOURCES', 'title'),
    ...ordered.map((one) => {
      const { name, role, unit, values, capacity } = one;
      const last = values.findLast(Number.isFinite);
      const now = last === undefined ? 'unknown' : quantity(last, unit);
      const limit = capacity === undefined ? '' : ` of ${quantity(capacity, unit)}`;
      const label = `${roleName(role) ?? role}: ${visibleText(name)}`;
      const row = `${padded(label, nameColumns(columns))} ${spark(values, columns)} ${now}${limit}`;
      return line(row, involved.has(name) ? 'warning' : 'plain');
    }),
  ];
}

function nameColumns(columns: number): number {
  return columns < WIDE_COLUMNS ? NAME_COLUMNS : WIDE_NAME_COLUMNS;
}

/** A row of blocks as wide as is left beside a name and a value. */
function spark(values: ArrayLike<number>, columns: number): string {
  const width = Math.max(8, columns - nameColumns(columns) - VALUE_COLUMNS - 2);
  const known = Array.from(values, (value) => (Number.isFinite(value) ? value : null));
  return padded(sparkline(columnsOf(known, 'highest')), Math.min(width, 48));
}

/** What the logs say of the traffic, as rows of blocks. */
export function trafficSection({ traffic }: ScreenContent, columns: number): readonly ScreenLine[] {
  if (traffic.length === 0) return [];
  return [
    line('TRAFFIC', 'title'),
    ...traffic.slice(0, 3).flatMap(({ name, requestsPerSecond, inFlight }) => {
      const row = (label: string, values: readonly number[], unit: string): ScreenLine => {
        const last = values.at(-1) ?? 0;
        return line(
          `${padded(visibleText(label), nameColumns(columns))} ${spark(values, columns)} ${decimal(last)}${unit}`,
        );
      };
      const requests = row(`requests ${name}`, requestsPerSecond, '/s');
      return inFlight === undefined ? [requests] : [requests, row('  in flight', inFlight, '')];
    }),
  ];
}
