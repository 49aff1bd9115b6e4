import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

const GZIP_MAGIC: readonly number[] = [0x1f, 0x8b];

/** A file's bytes, inflated where it is gzip. */
export async function inflated(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  return GZIP_MAGIC.every((byte, at) => bytes[at] === byte) ? gunzipSync(bytes) : bytes;
}

/** Lines without their ends, a character for each byte, so that any bytes can be compared. */
export function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Where each line begins, bytes from the first. */
export function offsetsOf(bytes: Buffer): readonly number[] {
  const offsets: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    offsets.push(at);
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) break;
    at = end;
  }
  return offsets;
}
