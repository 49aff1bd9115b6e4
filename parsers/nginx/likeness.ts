import { isBodiless } from '../bodiless.ts';
import type { LineRecord } from '../contract.ts';
import { escapeStyle } from '../escape-style.ts';

const SECOND_MS = 1000;
/** A duration in the place of the addresses that a proxy sends. */
const DURATION = /^\d+\.\d{3}$/;

/**
 * Evidence that nginx wrote the line: statuses of its own, `0` for no body and never `-`, hex as the only
 * escape, times in seconds with three decimals.
 */
export function likeness(record: LineRecord): number {
  return (
    statusEvidence(record) +
    bytesEvidence(record) +
    escapeEvidence(record) +
    durationEvidence(record) +
    forwardedEvidence(record)
  );
}

function statusEvidence(record: LineRecord): number {
  const status = record.number('status');
  return status === 499 || status === 444 || status === 0 ? 1 : 0;
}

function bytesEvidence(record: LineRecord): number {
  const bytes = record.number('bodyBytes');
  if (bytes === undefined) return -1;
  if (bytes === 0) return 1;
  return isBodiless(record) ? -1 : 0;
}

function escapeEvidence(record: LineRecord): number {
  const style = escapeStyle(record);
  if (style.letters || style.lowerHex) return -1;
  return style.hexForLetters || style.upperHex ? 1 : 0;
}

function durationEvidence(record: LineRecord): number {
  const duration = record.number('durationMs');
  if (duration === undefined || duration === 0) return 0;
  return duration % SECOND_MS === 0 ? -1 : 0;
}

function forwardedEvidence(record: LineRecord): number {
  return DURATION.test(record.text('forwardedFor') ?? '') ? -1 : 0;
}
