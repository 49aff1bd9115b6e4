import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CaseLog, LabelledCase, TrueLines } from '../labelled-case.ts';

/** What is left of a log: its lines, and what is known of each. Undefined where nothing of it can be taken away. */
export type LessOf = (lines: TrueLines, labelled: LabelledCase) => TrueLines | undefined;

/**
 * The case with logs of which less is left, written into `folder`; undefined where all are left as they are. `logs` are the
 * files that hold them.
 */
export async function withLessLogged(
  labelled: LabelledCase,
  logs: readonly CaseLog[],
  { lessOf, folder }: { readonly lessOf: LessOf; readonly folder: string },
): Promise<LabelledCase | undefined> {
  const known = new Map<string, TrueLines>();
  const written: CaseLog[] = [];
  let isLess = false;
  for (const { host, path } of logs) {
    const lines = await labelled.linesOf(path);
    if (lines === undefined) throw new Error(`nothing is known of the lines of ${path}`);
    const less = lessOf(lines, labelled);
    isLess ||= less !== undefined;
    const left = less ?? lines;
    if (left.texts.length === 0) continue;
    const place = join(folder, host ?? '', basename(path).replace(/\.gz$/, ''));
    await mkdir(join(folder, host ?? ''), { recursive: true });
    await writeFile(place, `${left.texts.join('\n')}\n`, 'latin1');
    known.set(place, left);
    written.push({ host, path: place });
  }
  if (!isLess || written.length === 0) return undefined;
  return { ...labelled, logs: written, linesOf: (path) => Promise.resolve(known.get(path)) };
}

/** Lines with less in them, where most have it. */
export function lessInLines(rewrite: (line: string) => string | undefined): LessOf {
  return (lines) => {
    const texts = lines.texts.map((text) => rewrite(text));
    const changed = texts.filter((text) => text !== undefined).length;
    if (changed <= lines.texts.length / 2) return undefined;
    return { ...lines, texts: lines.texts.map((text, line) => texts[line] ?? text) };
  };
}

/** The lines at some places. */
export function fewerLines(
  kept: (lines: TrueLines, labelled: LabelledCase) => readonly number[],
): LessOf {
  return (lines, labelled) => {
    const places = kept(lines, labelled);
    if (places.length === lines.texts.length) return undefined;
    const { texts, startMs, endMs, bytes, culprits } = lines;
    const ofPlaces = (column: Float64Array): Float64Array =>
      Float64Array.from(places, (line) => column[line] ?? Number.NaN);
    return {
      texts: places.map((line) => texts[line] ?? ''),
      startMs: ofPlaces(startMs),
      endMs: ofPlaces(endMs),
      bytes: ofPlaces(bytes),
      culprits: Int32Array.from(places, (line) => culprits[line] ?? 0),
    };
  };
}
