import { readSync } from 'node:fs';
import { CUT_LINE_BYTES, LINE_FEED } from '../ingest/lines.ts';
import { type FilePiece, MAX_OVERHANG_BYTES } from './segment.ts';

/** Lines of an input: `bytes[start, end)`, of which the first stands at `offset`. */
export interface LineRange {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const NO_LINES: LineRange = { bytes: new Uint8Array(0), start: 0, end: 0, offset: 0 };

/** Reads pieces of plain files, into one buffer for all. */
export class FileLines {
  #buffer: Uint8Array = new Uint8Array(0);

  /**
   * The whole lines that begin in a piece, valid until the next call; undefined where the last one is too long. Throws
   * what the system says.
   */
  read({ fd, from, to }: FilePiece): LineRange | undefined {
    // The byte before tells whether a line begins at `from`.
    const origin = Math.max(0, from - 1);
    const wanted = to - origin + CUT_LINE_BYTES;
    let held = this.#fill(fd, origin, { from: 0, to: wanted });
    const start = from === 0 ? 0 : this.#behindLineFeed(0, Math.min(held, to - origin));
    if (start < 0 || origin + start >= to) return NO_LINES;
    let end = this.#behindLineFeed(to - 1 - origin, held);
    if (end < 0 && held === wanted) {
      held = this.#fill(fd, origin, { from: held, to: to - origin + MAX_OVERHANG_BYTES });
      end = this.#behindLineFeed(wanted, held);
      if (end < 0 && held === to - origin + MAX_OVERHANG_BYTES) return undefined;
    }
    const last = end < 0 ? held : end;
    return { bytes: this.#buffer, start, end: last, offset: origin + start };
  }

  /** Where the line ends that holds the byte at `at`, of the first `held` bytes; -1 where it goes on. */
  #behindLineFeed(at: number, held: number): number {
    const lineFeed = this.#buffer.subarray(0, held).indexOf(LINE_FEED, at);
    return lineFeed < 0 ? -1 : lineFeed + 1;
  }

  /** Reads on, the byte at `origin` to the buffer's beginning. Returns how many bytes it then holds: fewer at the file's end. */
  #fill(fd: number, origin: number, range: { readonly from: number; readonly to: number }): number {
    if (range.to > this.#buffer.length) {
      const wider = Buffer.allocUnsafeSlow(range.to);
      wider.set(this.#buffer.subarray(0, range.from));
      this.#buffer = wider;
    }
    let held = range.from;
    while (held < range.to) {
      const read = readSync(fd, this.#buffer, held, range.to - held, origin + held);
      if (read === 0) break;
      held += read;
    }
    return held;
  }
}
