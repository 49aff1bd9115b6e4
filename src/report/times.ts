/**
 * Times as the log's reader knows them: the ISO 8601 text of the report carries the log's own offset, and
 * is printed as it stands. Nothing here asks a clock, a zone or a locale.
 */

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

interface Parts {
  readonly date: string;
  readonly clock: string;
  readonly offset: string;
}

/** Whether `text` is a time as reports carry them: ISO 8601 with seconds and an offset. */
export function isTime(text: string): boolean {
  return ISO.test(text) && !Number.isNaN(Date.parse(text));
}

/** `2026-11-21 02:33:40 +01:00`. A text that is no such time comes back as it is. */
export function dateTime(iso: string): string {
  const parts = partsOf(iso);
  return parts === undefined ? iso : `${parts.date} ${parts.clock} ${parts.offset}`;
}

/** `02:33:40` where date and offset are those of `context`, else the whole time. */
export function clockTime(iso: string, context: string): string {
  const parts = partsOf(iso);
  return parts !== undefined && sharesDay(iso, context) ? parts.clock : dateTime(iso);
}

/** `02:33:40 +01:00` where date and offset are those of `context`, else the whole time. */
export function zonedClock(iso: string, context: string): string {
  const parts = partsOf(iso);
  return parts !== undefined && sharesDay(iso, context)
    ? `${parts.clock} ${parts.offset}`
    : dateTime(iso);
}

/** `02:33:40` so many seconds later, with its date where that is another. */
export function clockAfter(iso: string, seconds: number): string {
  const parts = partsOf(iso);
  if (parts === undefined) return iso;
  const thereMs = Date.parse(`${parts.date}T${parts.clock}Z`) + Math.round(seconds) * 1000;
  const [date, clock = ''] = new Date(thereMs).toISOString().slice(0, 19).split('T');
  return date === parts.date ? clock : `${date} ${clock}`;
}

/** `+01:00` */
export function offsetOf(iso: string): string {
  return partsOf(iso)?.offset ?? '';
}

/** `2026-11-21 +01:00`: what `clockTime` leaves out. */
export function dayOf(iso: string): string {
  const parts = partsOf(iso);
  return parts === undefined ? iso : `${parts.date} ${parts.offset}`;
}

/** `2026-11-21 02:33:40 to 04:10:00 +01:00`: what both times share is said once. */
export function timeSpan(from: string, to: string): string {
  const [start, end] = [partsOf(from), partsOf(to)];
  if (start === undefined || end === undefined || start.offset !== end.offset) {
    return `${dateTime(from)} to ${dateTime(to)}`;
  }
  const until = start.date === end.date ? end.clock : `${end.date} ${end.clock}`;
  return `${start.date} ${start.clock} to ${until} ${end.offset}`;
}

/** Whether both times lie on one day of one offset. */
export function sharesDay(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a !== undefined && b !== undefined && a.date === b.date && a.offset === b.offset;
}

function partsOf(iso: string): Parts | undefined {
  const [, date, clock, offset] = ISO.exec(iso) ?? [];
  if (date === undefined || clock === undefined || offset === undefined) return undefined;
  return { date, clock, offset: offset === 'Z' ? '+00:00' : offset };
}
