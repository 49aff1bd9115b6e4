import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { filesOf, type InputFile } from './ingest/inputs.ts';
import type { LogFacts } from './ingest/log-facts.ts';
import { displayName } from './ingest/read-logs.ts';
import type { Options } from './options.ts';
import { clippedText } from './report/log-text.ts';
import { bytes, count, duration } from './report/numbers.ts';

/** Work that is done sooner needs no word. */
export const QUIET_MS = 1000;
/** Between two states shown: fast enough to look alive, slow enough to cost nothing. */
export const REFRESH_MS = 200;
/** Characters of a line where the terminal does not say its width. */
const DEFAULT_COLUMNS = 80;
/** Characters of a log's name that are shown in the narrowest terminal. */
const LEAST_NAME_CHARACTERS = 12;

/** Back to the first column, and erase to the end of the line (ECMA-48, 8.3.41: EL). */
const ERASE_LINE = '\r\u001b[K';

/** Where progress is shown: at a terminal, which says so. */
export type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** How far the reading of one log is, as its facts tell. */
type Position = Pick<LogFacts, 'tally' | 'fate'>;

/** What was read of the files before the one being read. */
interface Before {
  readonly lines: number;
  /** Bytes on disk. */
  readonly read: number;
}

/**
 * One line on a terminal that says how far the reading is: bytes, lines per second, and the time left where all sizes are
 * known. Shown from the second second on, and wiped when the work is done.
 */
export class Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #totalBytes: number | undefined;
  readonly #startMs: number;
  #shownMs = Number.NEGATIVE_INFINITY;
  #before: Before = { lines: 0, read: 0 };
  #file: InputFile | undefined;
  #position: Position | undefined;

  /** `totalBytes` are those on disk of all files; `now` is in milliseconds, from any start. */
  constructor(terminal: Terminal, now: () => number, totalBytes: number | undefined) {
    this.#terminal = terminal;
    this.#now = now;
    this.#totalBytes = totalBytes;
    this.#startMs = now();
  }

  /** Progress of reading the inputs; undefined where nobody would see it or wants to. */
  static async of(
    { inputs, quiet = false }: Pick<Options, 'inputs'> & Partial<Pick<Options, 'quiet'>>,
    terminal: Terminal,
    now: () => number,
  ): Promise<Progress | undefined> {
    if (quiet || terminal.isTTY !== true) return undefined;
    return new Progress(terminal, now, await sizeOnDisk(inputs.map(({ path }) => path)));
  }

  /** Takes how far the reading is, and shows it where it is time to. */
  readonly show = (file: InputFile, position: Position): void => {
    this.#follow(file, position);
    const nowMs = this.#now();
    if (nowMs - this.#startMs < QUIET_MS || nowMs - this.#shownMs < REFRESH_MS) return;
    this.#shownMs = nowMs;
    // A terminal that does not know its width may say 0.
    const columns = this.#terminal.columns || DEFAULT_COLUMNS;
    // A full last column would wrap, and a wrapped line cannot be wiped.
    const text = lineOf(file, this.#figures(position, nowMs - this.#startMs), columns - 1);
    this.#terminal.write(`${ERASE_LINE}${text}`);
  };

  /** Leaves the terminal as it was. */
  wipe(): void {
    if (Number.isFinite(this.#shownMs)) this.#terminal.write(ERASE_LINE);
    this.#shownMs = Number.NEGATIVE_INFINITY;
  }

  /** Adds up what was read before: a file that is read again is not counted twice. */
  #follow(file: InputFile, position: Position): void {
    if (this.#position !== undefined && file !== this.#file) {
      this.#before = this.#sum(this.#position);
    }
    this.#file = file;
    this.#position = position;
  }

  #sum({ tally, fate }: Position): Before {
    const { lines, read } = this.#before;
    return { lines: lines + tally.lines, read: read + (fate?.read ?? tally.bytes) };
  }

  #figures(position: Position, elapsedMs: number): string {
    const { lines, read } = this.#sum(position);
    const rate = `${count((lines / elapsedMs) * 1000)} lines/s`;
    const total = this.#totalBytes;
    if (total === undefined) return `${bytes(read)}, ${rate}`;
    const leftSeconds = Math.max(0, ((elapsedMs / 1000) * (total - read)) / read);
    return `${bytes(read)} of ${bytes(total)}, ${rate}, ${duration(Math.ceil(leftSeconds))} left`;
  }
}

/** The name is cut first, as far as it goes. */
function lineOf({ path }: InputFile, figures: string, width: number): string {
  const room = width - 'reading : '.length - figures.length;
  const name = clippedText(displayName(path), Math.max(LEAST_NAME_CHARACTERS, room));
  return `reading ${name}: ${figures}`.slice(0, width);
}

/** Undefined where a pipe is among them, or a path that cannot be read: reading it will say why. */
async function sizeOnDisk(paths: readonly string[]): Promise<number | undefined> {
  try {
    const files = (await Promise.all(paths.map((path) => filesOf(path)))).flat();
    if (files.some(({ isPipe }) => isPipe)) return undefined;
    const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return undefined;
  }
}
