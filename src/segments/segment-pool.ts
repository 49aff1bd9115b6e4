import { Worker } from 'node:worker_threads';
import { errorOf } from './failure.ts';
import { MAX_AHEAD } from './rungs-ahead.ts';
import type { ReadSegment, Segment } from './segment.ts';
import { type RequestSettings, SegmentReader } from './segment-reader.ts';
import type { SegmentAnswer, SegmentRequest } from './worker-messages.ts';

/** Reads segments, several at once where it has threads. */
export interface SegmentPool {
  /** Segments that may wait or be read at once, at most `MAX_AHEAD`. */
  readonly ahead: number;
  /** Rejects with the reader's error, or where its thread died. */
  read(segment: Segment, leastRung: number): Promise<ReadSegment>;
  /** Ends all threads; what is not read yet never will be. */
  close(): Promise<void>;
}

/** Reads in this thread: nothing is copied or started. */
export class LocalPool implements SegmentPool {
  readonly ahead = 1;
  readonly #reader: SegmentReader;

  constructor(settings: RequestSettings) {
    this.#reader = new SegmentReader(settings);
  }

  async read(segment: Segment, leastRung: number): Promise<ReadSegment> {
    return this.#reader.read(segment, leastRung);
  }

  async close(): Promise<void> {}
}

/** The program of a thread. Built with this file, and found beside it. */
const WORKER_URL = new URL('./worker.js', import.meta.url);

/**
 * The objects of a segment are few and short-lived: more room for them takes memory and saves little time. What outlives them
 * is a tenth of the old generation's bound; a heap that may not be large is cleared after less growth.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 512 };

/** Segments that a thread is given at once: it goes on with the next one while the one before is taken over. */
const MOST_GIVEN = 2;

/** Reads in threads, and in this one as well while all others have enough to do. */
export class ThreadPool implements SegmentPool {
  /** More than the threads are given: what this one reads meanwhile waits for theirs, which come before it. */
  readonly ahead: number = MAX_AHEAD;
  readonly #threads: readonly Thread[];
  readonly #own: LocalPool;

  /** `threads` are those beside this one, at least one. */
  constructor(threads: number, settings: RequestSettings, program: URL = WORKER_URL) {
    this.#threads = Array.from({ length: threads }, () => new Thread(program, settings));
    this.#own = new LocalPool(settings);
  }

  read(segment: Segment, leastRung: number): Promise<ReadSegment> {
    const idlest = this.#threads.reduce((a, b) => (b.waiting < a.waiting ? b : a));
    const pool = idlest.waiting < MOST_GIVEN ? idlest : this.#own;
    return pool.read(segment, leastRung);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

interface Waiting {
  readonly resolve: (read: ReadSegment) => void;
  readonly reject: (error: Error) => void;
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #death: Error | undefined;

  constructor(program: URL, settings: RequestSettings) {
    this.#worker = new Worker(program, { workerData: settings, resourceLimits });
    this.#worker.on('message', (answer: SegmentAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#die(error));
    this.#worker.on('exit', (code) => this.#die(new Error(`a thread ended with ${code}`)));
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  read(segment: Segment, leastRung: number): Promise<ReadSegment> {
    const id = this.#asked++;
    const request: SegmentRequest = { id, segment, leastRung };
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) {
        reject(this.#death);
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request, segment.bytes === undefined ? [] : [segment.bytes.buffer]);
    });
  }

  async close(): Promise<void> {
    this.#waiting.clear();
    await this.#worker.terminate();
  }

  #settle(answer: SegmentAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('read' in answer) waiting?.resolve(answer.read);
    else waiting?.reject(errorOf(answer.failure));
  }

  /** What waits for a thread that is no more would wait for ever. */
  #die(error: Error): void {
    this.#death ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#death);
    this.#waiting.clear();
  }
}
