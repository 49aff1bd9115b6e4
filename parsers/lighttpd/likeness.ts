import type { LineRecord } from '../contract.ts';
import { durationEvidence } from '../duration-evidence.ts';
import { escapeStyle } from '../escape-style.ts';

/** lighttpd never looks names up: `%h` is an address. */
const ADDRESS = /^(?:[\d.]+|[\da-f:.%]*:[\da-f:.%]*)$/i;

/** A host as clients name it: dots or colons in it, or one that every machine has. */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)+|localhost|\[[\da-f:.]+\])\.?(?::\d+)?$/i;

/**
 * Evidence that lighttpd wrote the line: a host name where httpd has the user of identd; a request line of
 * three words, which it puts together itself, so that garbage shows as two spaces; letters and upper-case
 * hex as escapes.
 */
export function likeness(record: LineRecord): number {
  return (
    clientEvidence(record) +
    hostEvidence(record) +
    requestEvidence(record) +
    escapeEvidence(record) +
    durationEvidence(record)
  );
}

function clientEvidence(record: LineRecord): number {
  const client = record.text('client');
  return client === undefined || ADDRESS.test(client) ? 0 : -1;
}

function hostEvidence(record: LineRecord): number {
  const host = record.text('vhost');
  if (host === undefined) return record.rangeStart('vhost') === undefined ? 0 : -0.5;
  return HOST.test(host) ? 1 : -1;
}

function requestEvidence(record: LineRecord): number {
  const request = record.text('request');
  if (request === '  ') return 1;
  return request === undefined || !/ .* /.test(request) ? -1 : 0;
}

function escapeEvidence(record: LineRecord): number {
  const style = escapeStyle(record);
  if (style.lowerHex || style.hexForLetters) return -1;
  return style.letters ? 0.5 : 0;
}
