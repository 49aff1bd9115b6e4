import { count, counted, duration } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import type { ZoneJump } from '../request/zone-jump.ts';
import { isoTime, offsetText } from './iso-time.ts';
import type { LogClock } from './log-clock.ts';
import type { LogSummary } from './log-summary.ts';

/** Zones and jumps that are listed; more are counted. */
export const CLOCK_ITEMS = 3;

/** What a log's times leave open: their zone, jumps of the clock, hours that do not exist, whether they are starts or ends. */
export function clockLimits({ name, clock }: Pick<LogSummary, 'name' | 'clock'>): readonly Limit[] {
  return [
    ...zoneLimits(name, clock),
    ...yearLimits(name, clock),
    ...jumpLimits(name, clock),
    ...gapLimits(name, clock),
    ...stampLimits(name, clock),
  ];
}

function zoneLimits(name: string, { zoneIsAssumed, zones }: LogClock): Limit[] {
  const limits: Limit[] = [];
  if (zoneIsAssumed) {
    limits.push({
      code: 'no-zone',
      text: `${name} writes times without their zone: they were taken for UTC.`,
      remedy: 'give the zone of the server with --tz',
    });
  }
  if (zones.length > 1) {
    const each = zones.map(
      ({ minutes, lines }) => `${offsetText(minutes)} (${counted(lines, 'line')})`,
    );
    limits.push({
      code: 'several-zones',
      text: `${name} writes times in ${count(zones.length)} zones: ${listed(each)}. Each line was read in its own; where its server changed zones, hours of the day do not compare.`,
      remedy: 'let the server log in one zone, as UTC',
    });
  }
  return limits;
}

function yearLimits(name: string, { isYearless }: LogClock): Limit[] {
  if (!isYearless) return [];
  return [
    {
      code: 'no-year',
      text: `${name} writes times without their year: it was told by when the file was last changed.`,
      remedy: 'let syslog write ISO 8601, as journalctl -o short-iso does',
    },
  ];
}

function jumpLimits(name: string, clock: LogClock): Limit[] {
  const back = clock.jumps.filter(({ minutes }) => minutes < 0);
  const ahead = clock.jumps.filter(({ minutes }) => minutes > 0);
  const shown = (jumps: readonly ZoneJump[]): string =>
    listed(jumps.map((jump) => jumpText(jump, clock)));
  const limits: Limit[] = [];
  if (back.length > 0 && clock.isZoneless) {
    limits.push({
      code: 'zone-jump',
      text: `The clock of ${name} was put back by whole quarters of an hour: ${shown(back)}. Its zone changed there; the lines behind were read as if time had gone on, in the zone of the log's beginning.`,
      remedy: zoneRemedy(back),
    });
  } else if (back.length > 0) {
    limits.push({
      code: 'zone-jump',
      text: `The clock of ${name} was put back by whole quarters of an hour: ${shown(back)}. Its times tell their zone, so that they were left as they are.`,
      remedy: 'see whether the clock was set there, or two logs were joined',
    });
  }
  if (ahead.length > 0 && clock.isZoneless) {
    limits.push({
      code: 'zone-jump-ahead',
      text: `${name} is silent for whole quarters of an hour: ${shown(ahead)}. Either no request came, or the clock was put ahead; times were left as they are.`,
      remedy:
        'where the clock was put ahead, cut the log there and read each part with its own --tz',
    });
  }
  return limits;
}

/** The given zone is that of the first lines: who knows that of the last ones gets there by the sum of the jumps. */
function zoneRemedy(back: readonly ZoneJump[]): string {
  const minutes = back.reduce((sum, jump) => sum - jump.minutes, 0);
  const first = 'give the zone of the first lines with --tz';
  return minutes > MAX_OFFSET_MINUTES
    ? first
    : `${first}; where the last lines are in UTC, that is --tz ${offsetText(minutes)}`;
}

/** No zone is further east. */
const MAX_OFFSET_MINUTES = 14 * 60;

function jumpText({ fromMs, toMs, minutes }: ZoneJump, { zoneMinutes }: LogClock): string {
  const [from, to] = [fromMs, toMs].map((timeMs) => shownTime(timeMs, zoneMinutes));
  return `${duration(Math.abs(minutes) * 60)} from ${from} to ${to}`;
}

/** `2026-11-21T02:33:40` */
const DATE_AND_TIME = 19;

/** As the log shows it: which zone that is, is the question. */
function shownTime(timeMs: number, zoneMinutes: number): string {
  const wholeMs = Math.floor(timeMs / 1000) * 1000;
  return isoTime(wholeMs, zoneMinutes).slice(0, DATE_AND_TIME).replace('T', ' ');
}

function gapLimits(name: string, { linesInGap }: LogClock): Limit[] {
  if (linesInGap === 0) return [];
  return [
    {
      code: 'times-in-gap',
      text: `${counted(linesInGap, 'line')} of ${name} have times that clocks of the zone never showed: they were put forward over them. They were read as if the clock had not been put forward.`,
      remedy: 'check the zone given with --tz',
    },
  ];
}

function stampLimits(name: string, { stamps, stampDoubt }: LogClock): Limit[] {
  if (stampDoubt === undefined) return [];
  const { documented, found, isCertain } = stampDoubt;
  const said = `By its format, the times of ${name} are ${documented}s of requests; by the order of its lines and their durations they are ${found}s.`;
  const code = 'stamps-doubted';
  if (stamps !== undefined) {
    return [
      {
        code,
        text: `${said} They were read as ${found}s.`,
        remedy: 'give the format of the server that wrote the log with --log-format',
      },
    ];
  }
  return [
    {
      code,
      text: `${said} They were read as ${documented}s, as ${isCertain ? 'a pipe cannot be read again' : 'a log that somebody sorted looks the same'}.`,
      remedy: isCertain
        ? 'name the log as a file'
        : 'give the unsorted log, or the format of the server that wrote it with --log-format',
    },
  ];
}

function listed(items: readonly string[]): string {
  const rest = items.length - CLOCK_ITEMS;
  const shown = items.slice(0, CLOCK_ITEMS).join(', ');
  return rest > 0 ? `${shown} and ${count(rest)} more` : shown;
}
