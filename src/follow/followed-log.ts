import { stat } from 'node:fs/promises';
import { isPlainFile } from '../ingest/source.ts';
import { rereadFile } from '../second-look/reread-file.ts';
import type { SavedFile } from './file-mark.ts';
import { copyOf, type Stretch, unreadSince } from './rotated-files.ts';
import { CUT_SHORT, TailedFile } from './tailed-file.ts';
import { WholeLines } from './whole-lines.ts';

/**
 * A file that was renamed is read on until nothing came for so long: a server writes to it until it is told to open its
 * log anew, and an old worker until its last request ends.
 */
export const RENAMED_GRACE_MS: number = 10 * 60 * 1000;
/** Renamed files of one log that are held open at most; the oldest goes first. */
export const MAX_RENAMED = 4;
/** Bytes of one file taken before it is another's turn. */
const TURN_BYTES: number = 4 * 1024 * 1024;

export interface FollowSettings {
  /** Takes whole lines of the log; the bytes are valid during the call only. */
  readonly deliver: (lines: Uint8Array) => void;
  /** Waited for after each delivery. */
  readonly afterLines: () => Promise<void>;
  /** Milliseconds from any start. */
  readonly clock: () => number;
  readonly warn: (text: string) => void;
}

interface OpenTail {
  readonly file: TailedFile;
  quietSinceMs: number;
  isAtEnd: boolean;
}

/**
 * One log by its path, followed through what rotation does: renamed and made anew, copied and emptied, deleted and made
 * anew. Every line is delivered once.
 */
export class FollowedLog {
  readonly path: string;
  readonly #settings: FollowSettings;
  /** The last one is what the path was last; those before were renamed. */
  readonly #tails: OpenTail[] = [];
  #isMissed = false;

  constructor(path: string, settings: FollowSettings) {
    this.path = path;
    this.#settings = settings;
  }

  /** How far each file was read that may go on, the oldest first. */
  get saved(): readonly SavedFile[] {
    return this.#tails.map(({ file }) => file.saved);
  }

  /** Begins with the path as it is: at an offset, or behind all that is there. One that is not there yet is waited for. */
  async begin(from: number | 'end'): Promise<void> {
    await this.#open(this.path, from);
  }

  /** Goes on with a file that was renamed before. */
  async beginRenamed({ path, from }: Stretch): Promise<void> {
    await this.#open(path, from);
  }

  /** Delivers what came since the last time; whether anything did. */
  async poll(): Promise<boolean> {
    let hasCome = false;
    for (const tail of [...this.#tails]) {
      hasCome = (await this.#read(tail)) || hasCome;
      // What is older comes first: its lines are older too.
      if (!tail.isAtEnd) return hasCome;
    }
    if (await this.#isRenamed()) hasCome = (await this.#openNew()) || hasCome;
    await this.#closeQuiet();
    return hasCome;
  }

  /** Delivers the bytes of a file from an offset to its end, which it has reached. */
  async catchUp({ path, from }: Stretch, to: number = Number.POSITIVE_INFINITY): Promise<void> {
    const lines = new WholeLines();
    const file = await rereadFile(path);
    try {
      for await (const chunk of file.bytes(from, to)) await this.#deliver(lines.take(chunk));
    } finally {
      await file.close();
    }
    await this.#deliver(lines.end());
  }

  async close(): Promise<void> {
    for (const { file } of this.#tails.splice(0)) await file.close();
  }

  async #open(path: string, from: number | 'end'): Promise<boolean> {
    try {
      const file = await TailedFile.open(path, from);
      this.#tails.push({ file, quietSinceMs: this.#settings.clock(), isAtEnd: false });
      this.#isMissed = false;
      return true;
    } catch (error) {
      // Between renaming and making anew nothing is there for a moment, or for long.
      if (!this.#isMissed && this.#tails.length === 0) {
        const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
        this.#settings.warn(`${path} cannot be opened${why}; it is waited for`);
      }
      this.#isMissed = true;
      return false;
    }
  }

  async #read(tail: OpenTail): Promise<boolean> {
    let taken = 0;
    tail.isAtEnd = false;
    while (taken < TURN_BYTES) {
      const lines = await tail.file.read();
      if (lines === CUT_SHORT) {
        await this.#readCopy(tail);
        return true;
      }
      if (lines === undefined) {
        tail.isAtEnd = true;
        break;
      }
      // A line that goes on counts as something that came, too.
      taken += Math.max(1, lines.length);
      await this.#deliver(lines);
    }
    if (taken > 0) tail.quietSinceMs = this.#settings.clock();
    return taken > 0;
  }

  /** Reads what the file held that was emptied, from its copy, and begins anew with what it holds now. */
  async #readCopy(tail: OpenTail): Promise<void> {
    const { saved } = tail.file;
    const at = this.#tails.indexOf(tail);
    const isCurrent = at === this.#tails.length - 1;
    const copy = await copyOf(this.path, saved);
    await tail.file.close();
    this.#tails.splice(at, 1);
    if (copy !== undefined) await this.catchUp(copy);
    else await this.#deliver(tail.file.rest());
    if (isCurrent) await this.#open(this.path, 0);
  }

  /** Opens what the path is now, and before it what was made and renamed since the last look. */
  async #openNew(): Promise<boolean> {
    const last = this.#tails.at(-1)?.file.saved;
    const stretches = last === undefined ? [] : ((await unreadSince(this.path, last)) ?? []);
    for (const between of stretches.slice(1, -1)) {
      if (await isPlainFile(between.path)) await this.#open(between.path, 0);
      else await this.catchUp(between);
    }
    return this.#open(this.path, 0);
  }

  async #isRenamed(): Promise<boolean> {
    const now = await stat(this.path).catch(() => undefined);
    if (now === undefined) return false;
    const current = this.#tails.at(-1)?.file;
    return current === undefined || current.inode !== now.ino || current.device !== now.dev;
  }

  async #closeQuiet(): Promise<void> {
    const nowMs = this.#settings.clock();
    for (const tail of this.#tails.slice(0, -1)) {
      const isOver = nowMs - tail.quietSinceMs >= RENAMED_GRACE_MS;
      if (!isOver && this.#tails.length <= MAX_RENAMED + 1) continue;
      this.#tails.splice(this.#tails.indexOf(tail), 1);
      await this.#deliver(tail.file.rest());
      await tail.file.close();
    }
  }

  async #deliver(lines: Uint8Array): Promise<void> {
    if (lines.length === 0) return;
    this.#settings.deliver(lines);
    await this.#settings.afterLines();
  }
}
