/**
 * What every format room gives and takes. Rooms know vendors and text; they know nothing of
 * culprit. Bytes go in; a record, or a miss with its reason, comes out. No room throws on input.
 */

/**
 * Numbers that a line may carry. `startMs` and `endMs` are epoch milliseconds UTC of the request's
 * start and end: a directive fills the one its vendor documents. `durationMs` and `upstreamMs` are
 * milliseconds with fractions. `bytesOut` is what was sent with headers, `bodyBytes` without,
 * `bytesIn` what was received; all in bytes. `zoneMinutes` is the offset that a time was written with, in
 * minutes east of UTC.
 */
export const numberFields = [
  'startMs',
  'endMs',
  'durationMs',
  'upstreamMs',
  'status',
  'bytesOut',
  'bodyBytes',
  'bytesIn',
  'zoneMinutes',
] as const;
export type NumberField = (typeof numberFields)[number];

/**
 * Texts that a line may carry, as byte ranges of the line. `target` is the request target as the
 * client sent it; formats that log path and query apart fill `path` and `query` instead.
 * `request` is the whole request line, also where it is none (TLS bytes, `-`). `connection` is its state when the
 * request ended: `X` where the client had hung up, else `+` or `-`; or the count of errors on it, as uWSGI tells.
 */
export const textFields = [
  'client',
  'peer',
  'forwardedFor',
  'ident',
  'user',
  'vhost',
  'request',
  'method',
  'target',
  'path',
  'query',
  'protocol',
  'referer',
  'agent',
  'connection',
] as const;
export type TextField = (typeof textFields)[number];
export type Field = NumberField | TextField;

/** How the server writes bytes that would break its own format. */
export type Escaping = 'backslash' | 'hex' | 'json' | 'none';

/** Why a line, file or format string was not read. Frozen, and one object for each reason. */
export interface Miss {
  /** One line: the field, and what was expected of it. Counted and printed as it stands. */
  readonly reason: string;
  /** The directive or column at which reading stopped. */
  readonly field?: string;
  /** Set where the line is text that such a log holds between its requests: it does not speak against the format. */
  readonly between?: true;
}

/** Reads one line of one format. Holds no state between lines but caches. */
export interface LineParser {
  /** What lines of this format can carry. */
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  /**
   * Set where a logger cuts long lines into pieces: the piece that `bytes[start, end)` is. A last piece with the ranges of
   * those before put in front of its own is a line for `parse`.
   */
  readonly pieceOf?: PieceReader | undefined;
  /**
   * Reads `bytes[start, end)`, a line without its line end, into `record`, which it clears first.
   * Returns the miss when the line is not of this format. Never throws, time linear in the length.
   */
  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined;
}

/** Loggers that do not mark what they cut, as docker, cut no line that is shorter. */
export const MIN_CUT_BYTES: number = 16 * 1024;

/** The piece that `bytes[start, end)` is; undefined where it is none of this logger's. */
export type PieceReader = (bytes: Uint8Array, start: number, end: number) => Piece | undefined;

/** A piece of a line that a logger has cut. */
export interface Piece {
  /** Lines of several streams may stand between the pieces of one. */
  readonly stream: string;
  readonly isLast: boolean;
  /** Whether it can be a line by itself: one that did not end, or the last piece where no other went before. */
  readonly mayBeWhole: boolean;
  /** The range of the line's own bytes, behind what the logger has put around: `bytes[at, stop)`. */
  readonly at: number;
  readonly stop: number;
}

/** The year in which times are read that are written without one: the first leap year since 1970. */
export const UNTOLD_YEAR = 1972;

/** What a parser fills; the class is `AccessRecord` in `record.ts`. */
export interface LineRecord {
  readonly bytes: Uint8Array;
  reset(bytes: Uint8Array, start: number, end: number, escaping: Escaping): void;
  /** Says which line the record is of, where it is not what `reset` was given: that of a prefix, or wrapped. */
  setLine(bytes: Uint8Array, start: number, end: number): void;
  setNumber(field: number, value: number): void;
  /** Says of a time that was set whether it was written without its zone: it is read as UTC, and may be of any other. */
  setZoneless(field: number, isZoneless: boolean): void;
  /** Whether the times were written without their year, and read in `UNTOLD_YEAR`. */
  isYearless: boolean;
  isZoneless(field: NumberField): boolean;
  setRange(field: number, start: number, end: number): void;
  number(field: NumberField): number | undefined;
  text(field: TextField): string | undefined;
  /** Whether `text` is there; makes no string. */
  has(field: TextField): boolean;
  rangeStart(field: TextField): number | undefined;
  rangeEnd(field: TextField): number | undefined;
  /** Absolute byte offset at which a miss was noticed. */
  stoppedAt: number;
}

/** A sample line with the record that a vendor's documentation promises of it; run as a test. */
export interface Sample {
  readonly line: string;
  readonly record: Readonly<Partial<Record<NumberField, number> & Record<TextField, string>>>;
}

/** A format that the vendor ships under a name. */
export interface Preset {
  /** The name for `--log-format`. */
  readonly name: string;
  readonly format: string;
  readonly samples: readonly Sample[];
}

/** The room of one server's log language: `LogFormat`, `accesslog.format`, `log_format`. */
export interface LogFormatRoom {
  readonly name: string;
  readonly presets: readonly Preset[];
  /** Compiles a format string, or says which directive in it is none and at which column. */
  compile(format: string): LineParser | Miss;
  /**
   * Evidence in one parsed line that this server wrote it rather than one with the same layout:
   * positive for, negative against, 0 when the line tells nothing.
   */
  likeness(record: LineRecord): number;
}

/** One metric over time as its file tells it. `values[i]` belongs to `times[i]`; NaN is unknown. */
export interface MetricSeries {
  /** The metric's own name: `node_load1`, Munin's `memory.apps`. */
  readonly name: string;
  /** Labels that tell series of one name apart; for Munin the host. */
  readonly labels: Readonly<Record<string, string>>;
  /** The host measured, where the source names it outside the labels. */
  readonly node?: string;
  /** The unit as the source writes it: OpenMetrics' `# UNIT`, Munin's `vlabel`. */
  readonly unit?: string;
  /** `counter` grows and resets; `rate` is already per second; absent when the file does not say. */
  readonly kind?: 'gauge' | 'counter' | 'rate';
  /** Set where each value is a mean over its step, as those of an archive of averages are: a rate always is. */
  readonly isMean?: true;
  /** Epoch milliseconds UTC, ascending. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Distance of the samples as the source defines it, milliseconds; absent when it does not. */
  readonly stepMs?: number;
}

/** What a metric room is told beside the bytes. */
export interface MetricSource {
  /** The path's last part: Munin's names carry host, plugin, field and type. */
  readonly fileName: string;
  /** The whole path with `/` between its parts: collectd's folders carry host and plugin. */
  readonly path: string;
  /** The span wanted, epoch milliseconds: archives choose the finest that covers it. */
  readonly span?: { readonly fromMs: number; readonly toMs: number };
  /** The zone of times that are written without one; without it they are taken as UTC. Fresh for each file. */
  readonly zone?: LocalTimes;
}

/** Reads the times of one file that were written without their zone, in the order in which they stand there. */
export interface LocalTimes {
  /** Epoch milliseconds UTC of a local time, which is given as if it were UTC. */
  utcOf(localMs: number): number;
}

/** What a metric file holds. */
export interface MetricReading {
  readonly series: readonly MetricSeries[];
  /**
   * One line each, for people, of what was knowingly left out or is odd though it was read: native histograms,
   * the warnings of an API's reply, a table cut off in its last row.
   */
  readonly notes: readonly string[];
}

/** The room of one metric format. */
export interface MetricRoom {
  readonly name: string;
  /** Whether the first bytes (at most 4 KiB) are of this format. Content decides, never the name. */
  recognises(head: Uint8Array): boolean;
  read(bytes: Uint8Array, source: MetricSource): MetricReading | Miss;
}

export function isMiss(value: object): value is Miss {
  return 'reason' in value;
}
