import type { LineRecord } from '../contract.ts';
import { escapeStyle } from '../escape-style.ts';

/** uWSGI never looks names up. */
const ADDRESS = /^(?:[\d.]+|[\da-f:.%]*:[\da-f:.%]*)$/i;

/**
 * Evidence against uWSGI in a line with the layout of another's: it escapes nothing, prints no bytes as `0` and
 * logs addresses only.
 */
export function likeness(record: LineRecord): number {
  return escapeEvidence(record) + bytesEvidence(record) + clientEvidence(record);
}

function escapeEvidence(record: LineRecord): number {
  const style = escapeStyle(record);
  return style.letters || style.hexForLetters || style.lowerHex || style.upperHex ? -1 : 0;
}

function bytesEvidence(record: LineRecord): number {
  const isTold =
    record.number('bodyBytes') !== undefined || record.number('bytesOut') !== undefined;
  return isTold ? 0 : -1;
}

function clientEvidence(record: LineRecord): number {
  const client = record.text('client');
  return client === undefined || ADDRESS.test(client) ? 0 : -1;
}
