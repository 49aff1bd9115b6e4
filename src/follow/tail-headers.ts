import { LINE_FEED } from '../ingest/lines.ts';

/** Takes lines of the file `name`; undefined is the only one there is. */
export type NamedBlockSink = (name: string | undefined, block: Uint8Array) => void;

const OPENING = '==> ';
const CLOSING = ' <==';
/** Longer lines are no headers: paths end at 4,096 bytes. */
const MAX_HEADER_BYTES = 4200;
/** Files whose last line is kept while it is not whole. */
const MAX_UNFINISHED = 1000;

/**
 * Tells the files apart that `tail -F` prints one behind another, each behind a header `==> file <==`. It does so where the
 * very first line is a header: tail writes none for a single file. A line that a header cuts in two is put together again.
 * https://www.gnu.org/software/coreutils/manual/html_node/tail-invocation.html
 */
export class TailHeaders {
  readonly #sink: NamedBlockSink;
  #name: string | undefined;
  #hasBegun = false;
  /** Whether the last line was empty: it is one of the file's where no header follows. */
  #isBlankHeld = false;
  readonly #unfinished = new Map<string, Buffer>();

  constructor(sink: NamedBlockSink) {
    this.#sink = sink;
  }

  /** Whether the lines are of several files. */
  get hasHeaders(): boolean {
    return this.#name !== undefined;
  }

  /** Takes whole lines, each with its line feed. */
  take(lines: Uint8Array): void {
    const block = Buffer.from(lines.buffer, lines.byteOffset, lines.length);
    const first = this.#hasBegun ? undefined : headerAt(block, 0);
    this.#hasBegun = true;
    this.#name ??= first?.name;
    if (this.#name === undefined) this.#sink(undefined, block);
    else this.#takeNamed(this.#withBlank(block), first?.end ?? 0);
  }

  #withBlank(block: Buffer): Buffer {
    const isOfFile = this.#isBlankHeld && headerAt(block, 0) === undefined;
    this.#isBlankHeld = false;
    return isOfFile ? Buffer.concat([Uint8Array.of(LINE_FEED), block]) : block;
  }

  #takeNamed(block: Buffer, from: number): void {
    let start = from;
    for (let at = start; ; ) {
      const found =
        at === 0 && block.indexOf(OPENING) === 0
          ? 0
          : behind(block.indexOf(`\n${OPENING}`, Math.max(0, at - 1)));
      if (found < 0) break;
      const header = headerAt(block, found);
      if (header === undefined) {
        at = found + 1;
        continue;
      }
      this.#give(block.subarray(start, found), true);
      this.#name = header.name;
      start = header.end;
      at = start;
    }
    const isBlank =
      block.at(-1) === LINE_FEED && (block.length - 1 === start || block.at(-2) === LINE_FEED);
    this.#isBlankHeld = isBlank && block.length > start;
    this.#give(block.subarray(start, this.#isBlankHeld ? -1 : undefined), false);
  }

  /** Gives lines to their file; before a header stands an empty line, or the end of one that tail has not seen whole. */
  #give(text: Buffer, isBeforeHeader: boolean): void {
    const name = this.#name ?? '';
    const held = this.#unfinished.get(name);
    this.#unfinished.delete(name);
    let lines = held === undefined || text.length === 0 ? text : Buffer.concat([held, text]);
    if (held !== undefined && text.length === 0) this.#unfinished.set(name, held);
    if (isBeforeHeader && lines.length > 0) {
      const whole = lines.subarray(0, -1);
      const lineEnd = whole.lastIndexOf(LINE_FEED) + 1;
      if (lineEnd < whole.length && this.#unfinished.size < MAX_UNFINISHED) {
        this.#unfinished.set(name, Buffer.from(whole.subarray(lineEnd)));
      }
      lines = lines.subarray(0, lineEnd);
    }
    if (lines.length > 0) this.#sink(name, lines);
  }
}

function behind(lineFeed: number): number {
  return lineFeed < 0 ? -1 : lineFeed + 1;
}

/** The header that the line at `at` is. */
function headerAt(
  block: Buffer,
  at: number,
): { readonly name: string; readonly end: number } | undefined {
  const end = block.indexOf(LINE_FEED, at);
  if (end < 0 || end - at > MAX_HEADER_BYTES) return undefined;
  const line = block.toString('utf8', at, end);
  if (!line.startsWith(OPENING) || !line.endsWith(CLOSING)) return undefined;
  return { name: line.slice(OPENING.length, -CLOSING.length), end: end + 1 };
}
