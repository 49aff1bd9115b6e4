import { linesOf } from './log-lines.ts';

/**
 * The places in a log of the lines that were printed of it, in its order. Of lines that read the same the first that is left
 * is taken. Throws an Error where a line was printed that the log does not hold.
 */
export function placesOf(printed: Buffer, texts: readonly string[]): Set<number> {
  const places = new Map<string, number[]>();
  for (let line = texts.length - 1; line >= 0; line--) {
    const text = texts[line] ?? '';
    const known = places.get(text);
    if (known === undefined) places.set(text, [line]);
    else known.push(line);
  }
  const found = new Set<number>();
  for (const text of linesOf(printed)) {
    const place = places.get(text)?.pop();
    if (place === undefined) throw new Error(`printed, but in no log: ${text.slice(0, 200)}`);
    found.add(place);
  }
  return found;
}
