import { TZDate, tz } from '@date-fns/tz';
import { isValid } from 'date-fns/isValid';
import { parse } from 'date-fns/parse';
import { parseISO } from 'date-fns/parseISO';

/** Forms that people type beside ISO 8601; `parse` fills what is missing from the epoch's first day. */
const FORMS = ['yyyy-MM-dd HH:mm', 'yyyy-MM-dd HH:mm:ss', 'dd/MMM/yyyy:HH:mm:ss xx'] as const;

/** A time that a person typed, as epoch milliseconds UTC; `zone` is that of times without one. Undefined where it is none. */
export function typedTime(text: string, zone: string): number | undefined {
  const iso = parseISO(text, { in: tz(zone) });
  if (isValid(iso)) return iso.getTime();
  for (const form of FORMS) {
    const typed = parse(text, form, new TZDate(0, zone), { in: tz(zone) });
    if (isValid(typed)) return typed.getTime();
  }
  return undefined;
}
