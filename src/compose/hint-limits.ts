import type { UnmetHint } from '../incidents/farm-incidents.ts';
import { spanAround } from '../incidents/hint.ts';
import { counted, share } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import { dateTime, timeSpan } from '../report/times.ts';
import { isoTime } from './iso-time.ts';
import type { ReportParts } from './report-parts.ts';

/** Hints that are told one by one; more are counted. */
const HINTS_SHOWN = 5;

/** Times at which somebody says that something was wrong, and nothing was to be seen: what was looked at. */
export function hintLimits({ analysis, offsetMinutes }: ReportParts): readonly Limit[] {
  const { unmet } = analysis;
  const more = unmet.length - HINTS_SHOWN;
  return unmet.slice(0, HINTS_SHOWN).map((one, place) => ({
    code: one.isElsewhere ? 'hint-elsewhere' : 'nothing-at-hint',
    text: `${textOf(one, offsetMinutes)}${place === HINTS_SHOWN - 1 && more > 0 ? ` The same goes for ${counted(more, 'other hint')}.` : ''}`,
    remedy: one.isElsewhere
      ? 'give the log of that host with --host'
      : 'give metrics that show what was wrong then, at a finer step, or check the time and its zone with --tz',
  }));
}

function textOf({ hint, series, nearest, isElsewhere }: UnmetHint, offsetMinutes: number): string {
  const at = dateTime(isoTime(hint.timeMs, offsetMinutes));
  const what = `${capital(hint.source)} points at ${at}`;
  if (isElsewhere) return `${what} on ${hint.host}, of which there is no log here.`;
  const { fromMs, toMs } = spanAround(hint);
  const span = timeSpan(isoTime(fromMs, offsetMinutes), isoTime(toMs, offsetMinutes));
  if (series === 0) return `${what}: neither logs nor metrics cover ${span}.`;
  const looked = `${counted(series, 'series', 'series')} with samples ${span} ${series === 1 ? 'was' : 'were'} looked at, and none left its baseline`;
  if (nearest === undefined) return `${what}: ${looked}.`;
  return `${what}: ${looked}. The nearest to it was ${nearest.series.name}, with ${share(nearest.share)} of the least rise that counts.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
