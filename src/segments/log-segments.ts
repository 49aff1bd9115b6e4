import { type FileHandle, open } from 'node:fs/promises';
import { refuseEndless } from '../ingest/endless.ts';
import type { FileFate } from '../ingest/growing-file.ts';
import { fileBytes } from '../ingest/source.ts';
import { type PlacedLog, segmentLogOf } from './planned-log.ts';
import type { Segment } from './segment.ts';
import { SegmentCutter } from './segment-cutter.ts';

/** Told of what is met on the way. */
export interface CutWatcher {
  /** Where in its segment the log begins that comes next. */
  onBegin(log: PlacedLog, inSegment: number): void;
  /** How far a log's file was read: of a plain one how long it is, as others read it. */
  onFate(log: PlacedLog, fate: FileFate): void;
  /** A line of the log is too long for segments. */
  onUnfit(log: PlacedLog): void;
  /** The log cannot be read, or no further. */
  onError(log: PlacedLog, error: unknown): void;
}

/** A segment, and what is to be called when it and all before it were read; `bytes` are its own, to be used again. */
export interface GivenSegment {
  readonly segment: Segment;
  done(bytes: Uint8Array<ArrayBuffer> | undefined): Promise<void>;
}

/** The segments of logs that follow each other as if they were one. Plain files are open until they are closed. */
export class LogSegments {
  readonly #cutter = new SegmentCutter();
  readonly #logs: readonly PlacedLog[];
  readonly #watcher: CutWatcher;
  readonly #open = new Set<FileHandle>();
  /** Files of which the last piece is given away with the next segment, at the latest. */
  #ended: FileHandle[] = [];

  constructor(logs: readonly PlacedLog[], watcher: CutWatcher) {
    this.#logs = logs;
    this.#watcher = watcher;
  }

  async *segments(): AsyncGenerator<GivenSegment> {
    for (const log of this.#logs) {
      this.#watcher.onBegin(log, this.#cutter.inSegment);
      try {
        for await (const segment of log.isPlain ? this.#ofFile(log) : this.#ofBytes(log)) {
          yield this.#given(segment);
        }
      } catch (error) {
        this.#watcher.onError(log, error);
      }
      for (const segment of this.#cutter.endBytes()) yield this.#given(segment);
    }
    for (const segment of this.#cutter.end()) yield this.#given(segment);
  }

  /** Closes all files that are open. */
  async close(): Promise<void> {
    const files = [...this.#open];
    this.#open.clear();
    await Promise.all(files.map((file) => file.close()));
  }

  #given(segment: Segment): GivenSegment {
    const ended = this.#ended;
    this.#ended = [];
    const done = async (bytes: Uint8Array<ArrayBuffer> | undefined): Promise<void> => {
      if (bytes !== undefined) this.#cutter.recycle(bytes);
      for (const file of ended) {
        if (this.#open.delete(file)) await file.close();
      }
    };
    return { segment, done };
  }

  async *#ofFile(log: PlacedLog): AsyncGenerator<Segment> {
    const file = await open(log.file.path, 'r');
    this.#open.add(file);
    const { size } = await file.stat();
    this.#watcher.onFate(log, { openedWith: size, read: 0 });
    yield* this.#cutter.file(segmentLogOf(log), { fd: file.fd, size });
    this.#ended.push(file);
  }

  async *#ofBytes(log: PlacedLog): AsyncGenerator<Segment> {
    const bytes = fileBytes(log.file.path, (fate) => this.#watcher.onFate(log, fate));
    this.#cutter.beginBytes(segmentLogOf(log));
    for await (const chunk of refuseEndless(bytes, log.name)) {
      for (const segment of this.#cutter.push(chunk)) {
        if (segment === false) {
          this.#watcher.onUnfit(log);
          return;
        }
        yield segment;
      }
    }
  }
}
