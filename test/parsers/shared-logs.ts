import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { it } from 'vitest';

const shared = new URL('../../../shared/', import.meta.url);

/** Stands in the title of every test of `needsCorpus`. */
export const why = '(skipped where ../shared is not)';
export const needsCorpus = it.skipIf(!existsSync(shared));

/** A file of the corpus or of the incidents, inflated. */
export function readShared(path: string): Uint8Array {
  const bytes = readFileSync(new URL(path, shared));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export function textOf(path: string): string {
  return new TextDecoder().decode(readShared(path));
}

export function linesOf(path: string): readonly Uint8Array[] {
  const bytes = readShared(path);
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed < 0 ? bytes.length : feed;
    lines.push(bytes.subarray(at, bytes[end - 1] === 0x0d ? end - 1 : end));
    at = end + 1;
  }
  return lines;
}

export const incident = (path: string): string => `incidents/real/${path}`;
export const access = (path: string): string => `corpus/access/${path}`;
