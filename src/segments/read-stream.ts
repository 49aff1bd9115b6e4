import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogFacts } from '../ingest/log-facts.ts';
import { type LogStart, OWN_START } from '../ingest/log-start.ts';
import { refusalOf } from '../ingest/read-logs.ts';
import { TimeFacts } from '../request/time-facts.ts';
import type { LineRanges } from '../rollup/line-ranges.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { errorOf } from './failure.ts';
import { type GivenSegment, LogSegments } from './log-segments.ts';
import type { PlacedLog } from './planned-log.ts';
import { RungsAhead } from './rungs-ahead.ts';
import type { ReadSegment } from './segment.ts';
import type { SegmentPool } from './segment-pool.ts';

/** A log that was read in segments. */
export interface StreamedLog {
  readonly log: PlacedLog;
  readonly facts: LogFacts;
  /** Of its order what its first lines were read in. */
  start: LogStart;
  /** Set where it has to be read as a whole: a line of it is too long. */
  isUnfit: boolean;
  /** Why it was read no further; only of a log that was found, not named. */
  refusal: string | undefined;
}

export interface StreamSettings {
  readonly pool: SegmentPool;
  /** Takes what the segments come to, in their order. */
  readonly rollup: Rollup;
  /** Takes where lines stand. */
  readonly lineRanges: LineRanges;
  readonly onProgress: (log: StreamedLog) => void;
}

/** A segment that is being read. */
interface Reading extends GivenSegment {
  readonly read: Promise<ReadSegment>;
  isRead: boolean;
}

/**
 * Reads logs that follow each other as if they were one. What comes of it does not depend on the pool. Throws where one
 * that was named cannot be read.
 */
export async function readStream(
  logs: readonly PlacedLog[],
  settings: StreamSettings,
): Promise<readonly StreamedLog[]> {
  const stream = new LogStream(logs, settings);
  await stream.read();
  return stream.logs;
}

class LogStream {
  readonly logs: readonly StreamedLog[];
  readonly #settings: StreamSettings;
  readonly #bySource = new Map<number, StreamedLog>();
  readonly #segments: LogSegments;
  readonly #rungs: RungsAhead;

  constructor(logs: readonly PlacedLog[], settings: StreamSettings) {
    this.#settings = settings;
    this.logs = logs.map(streamed);
    for (const one of this.logs) this.#bySource.set(one.log.source, one);
    this.#rungs = new RungsAhead(settings.rollup.rung);
    this.#segments = new LogSegments(logs, {
      onBegin: ({ source }, inSegment) => {
        this.#update(source, (one) => (one.start = { inSegment }));
      },
      onFate: ({ source }, fate) => {
        this.#update(source, (one) => {
          one.facts.fate = fate;
          settings.onProgress(one);
        });
      },
      onUnfit: ({ source }) => this.#update(source, (one) => (one.isUnfit = true)),
      onError: ({ source, file }, error) => {
        const reason = refusalOf(file, error);
        this.#update(source, (one) => (one.refusal = reason));
      },
    });
  }

  async read(): Promise<void> {
    const { ahead } = this.#settings.pool;
    const readings: Reading[] = [];
    try {
      for await (const given of this.#segments.segments()) {
        readings.push(this.#start(given));
        // What other threads have read meanwhile is taken before this one reads: they are given more then.
        await nextTurn();
        while (readings[0]?.isRead || readings.length >= ahead) {
          await this.#finish(readings.shift());
        }
      }
      while (readings.length > 0) await this.#finish(readings.shift());
    } finally {
      await this.#segments.close();
    }
  }

  #start(given: GivenSegment): Reading {
    const read = this.#settings.pool.read(given.segment, this.#rungs.next());
    const reading: Reading = { ...given, read, isRead: false };
    const end = (): void => {
      reading.isRead = true;
    };
    // Its error is met when its turn comes.
    read.then(end, end);
    return reading;
  }

  async #finish(reading: Reading | undefined): Promise<void> {
    if (reading === undefined) return;
    const { rolled, parts, spans, bytes } = await reading.read;
    await reading.done(bytes);
    const { rollup, lineRanges, onProgress } = this.#settings;
    rollup.addRolled(rolled);
    this.#rungs.note(rollup.rung);
    for (const one of spans) lineRanges.addSpans(one);
    for (const { source, facts, order, isUnfit, failure } of parts) {
      this.#update(source, (one) => {
        if (one.start.order === undefined) one.start = { ...one.start, order };
        one.facts.append(facts);
        if (isUnfit) one.isUnfit = true;
        if (failure !== undefined) one.refusal ??= refusalOf(one.log.file, errorOf(failure));
        followPlain(one);
        onProgress(one);
      });
    }
  }

  #update(source: number, change: (log: StreamedLog) => void): void {
    const one = this.#bySource.get(source);
    if (one !== undefined) change(one);
  }
}

function streamed(log: PlacedLog): StreamedLog {
  const facts = new LogFacts(new TimeFacts(log.stamps));
  if (log.head !== undefined) facts.adoptFormat(log.head);
  return { log, facts, start: OWN_START, isUnfit: false, refusal: undefined };
}

/** Of a plain file, what lines were read of is how far it was read. */
function followPlain({ log, facts }: StreamedLog): void {
  if (!log.isPlain || facts.fate === undefined) return;
  facts.fate = { openedWith: facts.fate.openedWith, read: facts.tally.bytes };
}
