import { clockLimits } from '../compose/clock-limits.ts';
import { offsetText } from '../compose/iso-time.ts';
import { clockOf, type LogClock } from '../compose/log-clock.ts';
import type { LogFacts } from '../ingest/log-facts.ts';
import { counted, duration, share } from '../report/numbers.ts';
import type { LineOrder } from '../request/line-order.ts';

/** How a log tells time, one line each: zones, order, and whatever is odd about its clock. */
export function clockFacts(facts: LogFacts, zone: string | undefined): readonly string[] {
  const clock = clockOf(facts, zone);
  const odd = clockLimits({ name: 'the log', clock }).filter(({ code }) => !told.has(code));
  return [
    zoneFact(clock, zone),
    orderFact(facts.times.order),
    ...odd.map(({ text, remedy }) => `${text} To know better: ${remedy}`),
  ];
}

/** Limits that the first line says already. */
const told: ReadonlySet<string> = new Set(['no-zone']);

function zoneFact({ isZoneless, zones }: LogClock, zone: string | undefined): string {
  if (isZoneless) {
    return zone === undefined
      ? 'times without zone, taken for UTC: give the zone of the server with --tz'
      : `times without zone, read in ${zone}`;
  }
  if (zones.length === 0) return 'times count seconds since 1970, in UTC';
  const each = zones.map(
    ({ minutes, lines }) => `${offsetText(minutes)} (${counted(lines, 'line')})`,
  );
  return `times carry their zone: ${each.join(', ')}`;
}

function orderFact({ lines, backwards, backwardsShare, largestBackMs }: LineOrder): string {
  if (backwards === 0) return 'times never go back';
  const back = duration(largestBackMs / 1000);
  return `${backwards} of ${counted(lines, 'line')} (${share(backwardsShare)}) are older than the line before, by up to ${back}`;
}
