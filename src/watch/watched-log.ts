import type { CompiledFormat } from '../../parsers/index.ts';
import { FormatFinder } from '../ingest/find-format.ts';
import { KEPT_LINE_BYTES, KeptLines } from '../ingest/kept-lines.ts';
import { type BlockSink, handOverLines } from '../ingest/lines.ts';
import { type LogFactsPart, refuseUnread } from '../ingest/log-facts.ts';
import { LogReader, type LogSettings } from '../ingest/log-reader.ts';
import { OWN_START } from '../ingest/log-start.ts';
import { displayName, type LogName } from '../ingest/read-logs.ts';
import type { RolledLog } from '../segments/read-tiers.ts';
import type { ConfiguredFormat } from '../server-config/configured-format.ts';
import type { WatchedTier } from './watched-tier.ts';

/** Raw lines of one log that are kept at least, however many logs there are. */
const LEAST_KEPT_BYTES: number = 1024 * 1024;

export interface WatchedLogSettings extends Pick<LogSettings, 'format' | 'zone'> {
  readonly source: number;
  readonly configured: readonly ConfiguredFormat[];
  /** How many logs share the room for raw lines. */
  readonly logs: number;
  /** The tier of a log with this format, whose first request was at a time. */
  readonly tierOf: (
    log: LogName,
    first: { readonly format: CompiledFormat; readonly firstMs: number },
  ) => WatchedTier;
}

/** A log whose lines come as they are written: blocks of whole lines go in, requests into the tier of its server. */
export class WatchedLog implements LogName {
  readonly path: string;
  readonly host: string | undefined;
  readonly #settings: WatchedLogSettings;
  #reader: LogReader;
  readonly #kept: KeptLines;
  #tier: WatchedTier | undefined;

  constructor({ path, host }: LogName, settings: WatchedLogSettings) {
    this.path = path;
    this.host = host;
    this.#settings = settings;
    this.#kept = new KeptLines(Math.max(LEAST_KEPT_BYTES, KEPT_LINE_BYTES / settings.logs));
    this.#reader = this.#newReader();
  }

  get reader(): LogReader {
    return this.#reader;
  }

  /** Known from the first request on. */
  get tier(): WatchedTier | undefined {
    return this.#tier;
  }

  /** When its last line was, epoch milliseconds: its end. */
  get lastMs(): number {
    return this.#reader.times.settled.endMs;
  }

  /** Takes a block of lines of the log. Throws an ExpectedError where they are of no log that is known. */
  readonly take: BlockSink = (bytes, start, end, offset) => {
    const { reader, tier } = this;
    const { format } = reader.facts;
    if (format === undefined || tier === undefined) {
      // The first lines tell which tier they are of.
      handOverLines(reader.line, bytes, start, end, offset);
      return;
    }
    const { source } = this.#settings;
    const target = { reader, source, kept: this.#kept };
    tier.scannerFor(format).scan(bytes, start, end, offset, target);
    if (tier.isFull) this.#endSegment();
  };

  /** Chooses the format by the lines that are there, where it is not known yet. Throws an ExpectedError where they tell none. */
  settle(): void {
    if (this.#reader.facts.format === undefined) this.#reader.flush();
  }

  /**
   * Goes on with what was counted before, in place of what was read since: those lines were read again only to be
   * rolled up.
   */
  resume(facts: LogFactsPart): void {
    const { settled } = this.#reader.times;
    const { format } = this.#reader.facts;
    const before = this.#reader.facts;
    this.#reader = this.#newReader(settled.state);
    if (format !== undefined) this.#reader.facts.adoptFormat(before);
    this.#reader.facts.append(facts);
  }

  /** Says that no more lines come. Throws an ExpectedError when no line of the log could be read. */
  end(): void {
    this.#reader.flush();
    refuseUnread(displayName(this.path), this.#reader.facts);
  }

  /** What is known of it, as of a log that was read and cannot be read again. */
  get rolled(): RolledLog {
    const { path, host } = this;
    const { facts } = this.#reader;
    const kept = this.#kept;
    return { path, host, isPipe: true, facts, kept, identity: undefined, start: OWN_START };
  }

  #newReader(order?: NonNullable<LogSettings['start']>['order']): LogReader {
    const { path } = this;
    const { source, format, zone, configured } = this.#settings;
    const name = displayName(path);
    return new LogReader(
      name,
      {
        format,
        finder: new FormatFinder(name, configured),
        zone,
        start: { ...OWN_START, order },
        onSegment: () => this.#endSegment(),
      },
      (record, times, offset) => {
        const tier = this.#tierFor(times.endMs);
        if (tier?.add(source, record, times, offset) !== true) return;
        this.#kept.keep(record.lineBytes, record.lineStart, record.lineEnd, offset);
      },
    );
  }

  #tierFor(firstMs: number): WatchedTier | undefined {
    const { format } = this.#reader.facts;
    if (this.#tier === undefined && format !== undefined) {
      this.#tier = this.#settings.tierOf(this, { format, firstMs });
    }
    return this.#tier;
  }

  #endSegment(): void {
    const { tier } = this;
    if (tier === undefined) return;
    tier.endSegment();
    if (this.#kept.isFull) this.#kept.keepOnly(tier.offsetsOfLargest);
  }
}
