import type { LineRecord, TextField } from './contract.ts';

/** What a reading loses for each field that holds more than its own. */
const SWALLOWED = 0.5;
/** What a reading loses when it finds no client, or no request under a status of success. */
const UNLIKELY = 0.75;

const SPACE = 0x20;
const COMMA = 0x2c;

/** Fields that hold one word, but for lists of addresses and the rare user with a space in the name. */
const words: readonly TextField[] = ['client', 'ident', 'user', 'vhost'];

/**
 * How far a parsed line looks as if the format were its own, 0 to 1: a time, an HTTP status and a client are
 * there, the request is one or was refused, and no field has swallowed its neighbour.
 */
export function plausibility(record: LineRecord): number {
  if (record.number('startMs') === undefined && record.number('endMs') === undefined) return 0;
  if (!isStatus(record.number('status'))) return 0;
  const swallowed = words.filter((field) => isTorn(record, field)).length;
  return SWALLOWED ** swallowed * clientFactor(record) * requestFactor(record);
}

/** nginx writes 000 where it sent nothing and 009 for HTTP/0.9. */
function isStatus(status: number | undefined): boolean {
  if (status === undefined) return false;
  return (status >= 100 && status <= 599) || status === 0 || status === 9;
}

/** Whether a space stands in the field that does not follow a comma, or it ends in the middle of a list. */
function isTorn(record: LineRecord, field: TextField): boolean {
  const start = record.rangeStart(field) ?? 0;
  const end = record.rangeEnd(field) ?? 0;
  for (let at = start + 1; at < end; at++) {
    if (record.bytes[at] === SPACE && record.bytes[at - 1] !== COMMA) return true;
  }
  return end > start && record.bytes[end - 1] === COMMA;
}

function clientFactor(record: LineRecord): number {
  return record.has('client') ? 1 : UNLIKELY;
}

function requestFactor(record: LineRecord): number {
  const hasRequest = record.has('method') || record.has('path');
  return hasRequest || (record.number('status') ?? 0) >= 400 ? 1 : UNLIKELY;
}
