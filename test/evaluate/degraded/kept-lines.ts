import type { LabelledCase, TrueLines } from '../labelled-case.ts';

/** The places of the lines that are left of a log, in its order. */
export type KeptLines = (lines: TrueLines, labelled: LabelledCase) => readonly number[];

/** One of so many lines is logged. */
const SAMPLED = 10;

/** Each tenth line. */
export const sampledLines: KeptLines = ({ texts }) =>
  placesOf(texts).filter((line) => line % SAMPLED === 0);

/** Lines from the middle of the first time of trouble on, of the log where there is none. */
export const linesFromTheMiddle: KeptLines = ({ texts, endMs }, { windows: [window] }) => {
  const middleMs = window === undefined ? undefined : (window.startMs + window.endMs) / 2;
  const first =
    middleMs === undefined
      ? Math.floor(texts.length / 2)
      : endMs.findIndex((timeMs) => timeMs >= middleMs);
  return first < 0 ? [] : placesOf(texts).slice(first);
};

/** Lines of nobody who is guilty: as if their site had a log of its own, which was not given. */
export const innocentLines: KeptLines = ({ texts, culprits }) =>
  placesOf(texts).filter((line) => !((culprits[line] ?? 0) > 0));

function placesOf(texts: readonly string[]): readonly number[] {
  return [...texts.keys()];
}
