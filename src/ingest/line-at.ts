import { LineSplitter } from './lines.ts';
import { fileBytes } from './source.ts';

/** Where a line stands in an input. */
export interface LinePlace {
  readonly path: string;
  readonly offset: number;
}

/** One text for a place, to look lines up by. */
export function placeKey({ path, offset }: LinePlace): string {
  return `${offset}:${path}`;
}

/**
 * The lines at the given places, read again from their files, by `placeKey`. A place that is gone, because
 * the file was rotated since, is missing from the answer.
 */
export async function readLinesAt(places: readonly LinePlace[]): Promise<Map<string, string>> {
  const offsets = new Map<string, Set<number>>();
  for (const { path, offset } of places) {
    offsets.set(path, (offsets.get(path) ?? new Set()).add(offset));
  }
  const found = new Map<string, string>();
  for (const [path, wanted] of offsets) await readPlaces(path, wanted, found);
  return found;
}

async function readPlaces(
  path: string,
  wanted: ReadonlySet<number>,
  found: Map<string, string>,
): Promise<void> {
  const last = Math.max(...wanted);
  let passed = -1;
  const decoder = new TextDecoder();
  const splitter = new LineSplitter((bytes, start, end, offset) => {
    passed = offset;
    if (wanted.has(offset)) {
      found.set(placeKey({ path, offset }), decoder.decode(bytes.subarray(start, end)));
    }
  });
  for await (const chunk of fileBytes(path)) {
    splitter.push(chunk);
    if (passed >= last) return;
  }
  splitter.end();
}
