import { type Alert, type AlertReading, type AlertRoom, alertText, readingOf } from './alert.ts';
import { isoAlertTime } from './alert-time.ts';
import type { Miss } from './contract.ts';

/** A line that begins with a time, and what it says. */
const line = /^\s{0,8}(\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,]{0,14}(?: ?[+-]\d\d:?\d\d|Z)?)\s+(\S.*)$/;

/** Lines such as chat and SMS gateways pass on: `2026-11-21T18:15Z CRITICAL: web1 SWAP`. */
export const alertLines: AlertRoom = {
  name: 'lines with a time',
  recognises: (text) => text.split('\n').some((each) => alertOf(each) !== undefined),
  read: readLines,
};

function readLines(text: string): AlertReading | Miss {
  return readingOf(
    text.split('\n').flatMap((each) => alertOf(each) ?? []),
    'no line of it begins with a time',
  );
}

function alertOf(text: string): Alert | undefined {
  const [, stamp = '', rest] = line.exec(text) ?? [];
  const time = isoAlertTime(stamp);
  const name = alertText(rest);
  if (time === undefined || name === undefined) return undefined;
  const host = alertText(/\b(?:host|instance|node)=([\w.-]+)/.exec(name)?.[1]);
  return { ...time, ...(host === undefined ? {} : { host }), name };
}
