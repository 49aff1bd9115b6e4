import { Instant } from '../instant.ts';

/**
 * A comment that says when what follows it was scraped, and nothing else: `# scraped at 2026-11-21T05:06:17Z`. Blanks
 * are single spaces by then.
 */
const timeComment =
  /^#+ ?(?:(?:scraped?|scrape[ _]time|collected|time|timestamp|date)\b)? ?(?:at|on)? ?[:=]? ?(?<time>\d\S*(?: \d\d:\d\d:\d\d\S*(?: [+-]\d\d:?\d\d)?)?) ?$/i;

/** Seconds or milliseconds since 1970, of this century. */
const epochName = /(?<!\d)(?<epoch>[1-3]\d{9}(?:\d{3})?)(?!\d)/;
/** `2026-11-21T05:06:17Z` with what file names allow between its parts, or nothing. */
const isoName =
  /(?<!\d)(?<year>20\d\d)-?(?<month>\d\d)-?(?<day>\d\d)[T_. -]?(?<hour>\d\d)[:_.-]?(?<minute>\d\d)[:_.-]?(?<second>\d\d)(?!\d)(?:\.\d+)?(?<zone>Z|[+-]\d\d:?\d\d)?/;

const instant = new Instant();

/** Epoch milliseconds that a comment line tells as the time of a scrape; NaN where it is no such comment. */
export function timeOfComment(line: string): number {
  const { time } = timeComment.exec(line.replace(/\s+/g, ' '))?.groups ?? {};
  // Numbers of fewer digits are no time of this century: `# 404`.
  return time === undefined || time.length < 10 ? Number.NaN : read(time);
}

/** Epoch milliseconds that a file's name tells; a time without zone is taken as UTC. NaN where it tells none. */
export function timeOfName(fileName: string): number {
  const {
    year,
    month,
    day,
    hour,
    minute,
    second,
    zone = 'Z',
  } = isoName.exec(fileName)?.groups ?? {};
  if (year !== undefined) {
    const timeMs = read(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
    if (!Number.isNaN(timeMs)) return timeMs;
  }
  const { epoch } = epochName.exec(fileName)?.groups ?? {};
  return epoch === undefined ? Number.NaN : read(epoch);
}

function read(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return instant.read(bytes, 0, bytes.length);
}
