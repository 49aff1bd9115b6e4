import { isBodiless } from '../bodiless.ts';
import type { LineRecord } from '../contract.ts';
import { durationEvidence } from '../duration-evidence.ts';
import { escapeStyle } from '../escape-style.ts';

/**
 * Evidence that httpd wrote the line, and with this preset: `%b` prints `-` for no body while `%O` counts
 * the headers and is never 0; escapes are letters and lower-case hex; 499 is nginx' own.
 */
export function likeness(record: LineRecord): number {
  return (
    bytesEvidence(record) +
    escapeEvidence(record) +
    statusEvidence(record) +
    durationEvidence(record) -
    (record.has('ident') ? 0.5 : 0)
  );
}

function bytesEvidence(record: LineRecord): number {
  const body = record.number('bodyBytes');
  const out = record.number('bytesOut');
  if (body === undefined && out === undefined) return 1;
  if (body === 0 || out === 0) return -1;
  if (!isBodiless(record)) return 0;
  return body === undefined ? 1 : -1;
}

function escapeEvidence(record: LineRecord): number {
  const style = escapeStyle(record);
  if (style.letters || style.lowerHex) return 1;
  return style.hexForLetters || style.upperHex ? -1 : 0;
}

function statusEvidence(record: LineRecord): number {
  const status = record.number('status');
  if (status === 499 || status === 444 || status === 0) return -1;
  const isEmpty = record.rangeStart('request') !== undefined && !record.has('request');
  return status === 408 && isEmpty ? 1 : 0;
}
