/** One input of an RRD. Absent bounds were written as unknown. */
export interface DataSource {
  readonly name: string;
  /** `GAUGE`, `COUNTER`, `DERIVE`, `ABSOLUTE`, `DCOUNTER`, `DDERIVE` or `COMPUTE`. */
  readonly type: string;
  /** Seconds without an update after which the source counts as unknown; absent for COMPUTE. */
  readonly heartbeat?: number;
  readonly min?: number;
  readonly max?: number;
}

/** One round robin archive, oldest row first. */
export interface RrdArchive {
  /** `AVERAGE`, `MIN`, `MAX` or `LAST`. */
  readonly consolidation: string;
  readonly pdpPerRow: number;
  /** The part of a row's primary points that may be unknown, 0 to 1. */
  readonly xff: number;
  readonly stepSeconds: number;
  /** Epoch milliseconds UTC of the rows' ends: a row covers the step before its time. */
  readonly times: Float64Array;
  /** One array for each data source, in their order; NaN is unknown. */
  readonly values: readonly Float64Array[];
}

/** What an RRD holds, read from the file itself or from its dump. */
export interface RrdFile {
  /** `0001`, `0003`, `0004` or `0005`. */
  readonly version: string;
  /** Seconds between primary data points. */
  readonly step: number;
  /** Epoch seconds, with the microseconds where the version has them. */
  readonly lastUpdate: number;
  readonly sources: readonly DataSource[];
  readonly archives: readonly RrdArchive[];
  /** Consolidation functions of archives left out: Holt-Winters predictions are no measurements. */
  readonly skipped: readonly string[];
}

/** 0001 has no microseconds; 0004 came with MHWPREDICT, 0005 with DCOUNTER and DDERIVE. */
export const versions: ReadonlySet<string> = new Set(['0001', '0003', '0004', '0005']);

/** Consolidation functions whose rows are measurements. https://oss.oetiker.ch/rrdtool/doc/rrdcreate.en.html */
export const measured: ReadonlySet<string> = new Set(['AVERAGE', 'MIN', 'MAX', 'LAST']);

/** The last second that a Date can hold. */
export const LAST_SECOND = 8.64e12;

/** The newest row ends at the last multiple of the step that an update has passed. */
export function rowTimes(rows: number, stepSeconds: number, lastSecond: number): Float64Array {
  const newest = lastSecond - (lastSecond % stepSeconds);
  return Float64Array.from(
    { length: rows },
    (_, row) => (newest - (rows - 1 - row) * stepSeconds) * 1000,
  );
}
