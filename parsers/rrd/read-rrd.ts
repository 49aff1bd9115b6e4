import { isMiss, type Miss } from '../contract.ts';
import {
  CONSOLIDATION_STATE_BYTES,
  findLayout,
  NAME_BYTES,
  PARAMETER_BYTES,
  PRIMARY_STATE_BYTES,
  type RrdLayout,
  SOURCE_BYTES,
  SOURCE_PARAMETERS_AT,
} from './layout.ts';

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

const versions = new Set(['0001', '0003', '0004', '0005']);
const measured = new Set(['AVERAGE', 'MIN', 'MAX', 'LAST']);
/** The last second that a Date can hold. */
const LAST_SECOND = 8.64e12;

/** Sizes and places that the head promises, checked against the length before anything is built. */
interface Plan {
  readonly version: string;
  readonly layout: RrdLayout;
  readonly sourceCount: number;
  readonly archiveCount: number;
  readonly step: number;
  readonly liveAt: number;
  readonly pointersAt: number;
  readonly valuesAt: number;
}

/** Reads a whole RRD file, or says in one line why it is none. */
export function readRrd(bytes: Uint8Array): RrdFile | Miss {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plan = readHead(bytes, view);
  if (isMiss(plan)) return plan;
  const { layout, version, step } = plan;
  const seconds = signedWord(view, plan.liveAt, layout);
  const microseconds =
    version === '0001' ? 0 : signedWord(view, plan.liveAt + layout.wordBytes, layout);
  if (!(seconds >= 0 && seconds <= LAST_SECOND)) return damaged('last_up', 'a time after 1970');
  const sources = Array.from({ length: plan.sourceCount }, (_, index) =>
    readSource(view, layout.headBytes + index * SOURCE_BYTES, layout),
  );
  const read = readArchives(view, plan, seconds);
  if (isMiss(read)) return read;
  return { version, step, lastUpdate: seconds + microseconds / 1e6, sources, ...read };
}

function readHead(bytes: Uint8Array, view: DataView): Plan | Miss {
  if (ascii(bytes, 0, 4) !== 'RRD' || bytes[3] !== 0) {
    return { reason: 'not an RRD file: it does not begin with "RRD" and a zero byte' };
  }
  const version = ascii(bytes, 4, 5);
  if (!versions.has(version)) return damaged('version', 'one of 0001, 0003, 0004, 0005');
  const layout = findLayout(view);
  if (isMiss(layout)) return layout;
  if (bytes.length < layout.headBytes) return truncated(bytes.length, layout.headBytes);
  const { wordBytes } = layout;
  const countsAt = layout.cookieAt + 8;
  const sourceCount = word(view, countsAt, layout);
  const archiveCount = word(view, countsAt + wordBytes, layout);
  const step = word(view, countsAt + 2 * wordBytes, layout);
  if (sourceCount === 0) return damaged('ds_cnt', 'at least one data source');
  if (archiveCount === 0) return damaged('rra_cnt', 'at least one archive');
  if (step === 0 || step > LAST_SECOND) return damaged('pdp_step', 'a step in seconds');
  const liveAt = layout.headBytes + sourceCount * SOURCE_BYTES + archiveCount * layout.archiveBytes;
  const liveBytes = version === '0001' ? wordBytes : 2 * wordBytes;
  const pointersAt =
    liveAt +
    liveBytes +
    sourceCount * PRIMARY_STATE_BYTES +
    sourceCount * archiveCount * CONSOLIDATION_STATE_BYTES;
  const valuesAt = pointersAt + archiveCount * wordBytes;
  if (valuesAt > bytes.length) return truncated(bytes.length, valuesAt);
  return { version, layout, sourceCount, archiveCount, step, liveAt, pointersAt, valuesAt };
}

function readSource(view: DataView, at: number, layout: RrdLayout): DataSource {
  const name = text(view, at);
  const type = text(view, at + NAME_BYTES);
  // A COMPUTE source keeps its expression in the parameters.
  if (type === 'COMPUTE') return { name, type };
  const parameters = at + SOURCE_PARAMETERS_AT;
  const min = view.getFloat64(parameters + PARAMETER_BYTES, layout.littleEndian);
  const max = view.getFloat64(parameters + 2 * PARAMETER_BYTES, layout.littleEndian);
  return {
    name,
    type,
    heartbeat: word(view, parameters, layout),
    ...(Number.isNaN(min) ? {} : { min }),
    ...(Number.isNaN(max) ? {} : { max }),
  };
}

function readArchives(
  view: DataView,
  plan: Plan,
  lastSecond: number,
): Pick<RrdFile, 'archives' | 'skipped'> | Miss {
  const { layout } = plan;
  const archives: RrdArchive[] = [];
  const skipped: string[] = [];
  let valuesAt = plan.valuesAt;
  for (let index = 0; index < plan.archiveCount; index += 1) {
    const at = layout.headBytes + plan.sourceCount * SOURCE_BYTES + index * layout.archiveBytes;
    const consolidation = text(view, at);
    const rows = word(view, at + layout.rowCountAt, layout);
    const pdpPerRow = word(view, at + layout.rowCountAt + layout.wordBytes, layout);
    const currentRow = word(view, plan.pointersAt + index * layout.wordBytes, layout);
    if (rows === 0) return damaged('row_cnt', 'at least one row');
    if (pdpPerRow === 0) return damaged('pdp_cnt', 'at least one point a row');
    const end = valuesAt + rows * plan.sourceCount * 8;
    if (end > view.byteLength) return truncated(view.byteLength, end);
    if (currentRow >= rows) return damaged('rra_ptr', 'a row of its archive');
    if (measured.has(consolidation)) {
      const xff = view.getFloat64(at + layout.archiveParametersAt, layout.littleEndian);
      const stepSeconds = plan.step * pdpPerRow;
      const times = rowTimes(rows, stepSeconds, lastSecond);
      const values = readRows(view, { ...plan, valuesAt }, { rows, oldest: currentRow + 1 });
      archives.push({ consolidation, pdpPerRow, xff, stepSeconds, times, values });
    } else {
      skipped.push(consolidation);
    }
    valuesAt = end;
  }
  return { archives, skipped };
}

/** The newest row ends at the last multiple of the step that an update has passed. */
function rowTimes(rows: number, stepSeconds: number, lastSecond: number): Float64Array {
  const newest = lastSecond - (lastSecond % stepSeconds);
  return Float64Array.from(
    { length: rows },
    (_, row) => (newest - (rows - 1 - row) * stepSeconds) * 1000,
  );
}

function readRows(
  view: DataView,
  { valuesAt, sourceCount, layout }: Plan,
  { rows, oldest }: { rows: number; oldest: number },
): readonly Float64Array[] {
  return Array.from({ length: sourceCount }, (_, source) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const stored = (oldest + row) % rows;
      const at = valuesAt + (stored * sourceCount + source) * 8;
      values[row] = view.getFloat64(at, layout.littleEndian);
    }
    return values;
  });
}

/** An unsigned word; beyond 2^53 it is only ever compared with the file's length, and too large. */
function word(view: DataView, at: number, { wordBytes, littleEndian }: RrdLayout): number {
  if (wordBytes === 4) return view.getUint32(at, littleEndian);
  return Number(view.getBigUint64(at, littleEndian));
}

function signedWord(view: DataView, at: number, { wordBytes, littleEndian }: RrdLayout): number {
  if (wordBytes === 4) return view.getInt32(at, littleEndian);
  return Number(view.getBigInt64(at, littleEndian));
}

function text(view: DataView, at: number): string {
  return ascii(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), at, NAME_BYTES);
}

/** Latin-1 text up to a zero byte or `length`. */
function ascii(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
}

function truncated(bytes: number, promised: number): Miss {
  return { reason: `truncated RRD file: ${bytes} bytes, its header promises ${promised}` };
}

function damaged(field: string, expected: string): Miss {
  return { reason: `damaged RRD file: ${field} is not ${expected}`, field };
}
