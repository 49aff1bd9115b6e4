import { isMiss, type Miss } from '../contract.ts';
import {
  CONSOLIDATION_STATE_BYTES,
  findLayouts,
  LAST_READING_BYTES,
  PRIMARY_STATE_BYTES,
  type RrdLayout,
  SOURCE_BYTES,
} from './layout.ts';
import { LAST_SECOND, versions } from './rrd-file.ts';
import { ascii, signedWord, word } from './struct-field.ts';

/** Sizes and places that the head of an RRD file promises, checked against its length before anything is built. */
export interface Plan {
  readonly version: string;
  readonly layout: RrdLayout;
  readonly sourceCount: number;
  readonly archiveCount: number;
  readonly step: number;
  readonly liveAt: number;
  readonly pointersAt: number;
  readonly valuesAt: number;
}

/** An archive's definition, with the bytes of its rows. */
export interface ArchivePlace {
  readonly definitionAt: number;
  readonly rows: number;
  readonly pdpPerRow: number;
  /** The row written last. */
  readonly currentRow: number;
  readonly valuesAt: number;
  readonly end: number;
}

/**
 * Plans the reading of an RRD file. Where its head leaves the width of `time_t` open, the layout is taken under
 * which the file's live part makes sense and its length comes out.
 */
export function planReading(view: DataView): Plan | Miss {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (ascii(bytes, 0, 4) !== 'RRD' || bytes[3] !== 0) {
    return { reason: 'not an RRD file: it does not begin with "RRD" and a zero byte' };
  }
  const version = ascii(bytes, 4, 5);
  if (!versions.has(version)) return damaged('version', 'one of 0001, 0003, 0004, 0005');
  const layouts = findLayouts(view);
  if (isMiss(layouts)) return layouts;
  const heads = layouts.map((layout) => readHead(view, version, layout));
  const plans = heads.flatMap((head) => (isMiss(head) ? [] : [head]));
  const sound = plans.filter((plan) => isSound(view, plan));
  const isExact = (plan: Plan) => endOf(view, plan) === view.byteLength;
  const fits = (plan: Plan) => endOf(view, plan) <= view.byteLength;
  const possible = sound.find(isExact) ?? sound.find(fits) ?? sound[0];
  const chosen = possible ?? plans.find(isExact) ?? heads[0];
  return chosen ?? damaged('float_cookie', 'at a known place');
}

function readHead(view: DataView, version: string, layout: RrdLayout): Plan | Miss {
  if (view.byteLength < layout.headBytes) return truncated(view.byteLength, layout.headBytes);
  const { wordBytes } = layout;
  const countsAt = layout.cookieAt + 8;
  const sourceCount = word(view, countsAt, layout);
  const archiveCount = word(view, countsAt + wordBytes, layout);
  const step = word(view, countsAt + 2 * wordBytes, layout);
  if (sourceCount === 0) return damaged('ds_cnt', 'at least one data source');
  if (archiveCount === 0) return damaged('rra_cnt', 'at least one archive');
  if (step === 0 || step > LAST_SECOND) return damaged('pdp_step', 'a step in seconds');
  const liveAt = layout.headBytes + sourceCount * SOURCE_BYTES + archiveCount * layout.archiveBytes;
  const pointersAt =
    primaryStateAt({ version, layout, liveAt }) +
    sourceCount * PRIMARY_STATE_BYTES +
    sourceCount * archiveCount * CONSOLIDATION_STATE_BYTES;
  const valuesAt = pointersAt + archiveCount * wordBytes;
  if (valuesAt > view.byteLength) return truncated(view.byteLength, valuesAt);
  return { version, layout, sourceCount, archiveCount, step, liveAt, pointersAt, valuesAt };
}

function primaryStateAt({ version, layout, liveAt }: Pick<Plan, 'version' | 'layout' | 'liveAt'>) {
  return liveAt + (version === '0001' ? layout.timeBytes : layout.liveHeadBytes);
}

/** Epoch seconds of the last update, and the microseconds where the version has them. */
export function lastUpdateOf(
  view: DataView,
  { version, layout, liveAt }: Plan,
): { readonly seconds: number; readonly microseconds: number } {
  const { timeBytes, wordBytes, littleEndian } = layout;
  const seconds = signedWord(view, liveAt, { bytes: timeBytes, littleEndian });
  if (version === '0001') return { seconds, microseconds: 0 };
  const fraction = { bytes: wordBytes, littleEndian };
  return { seconds, microseconds: signedWord(view, liveAt + timeBytes, fraction) };
}

/** The archives in the order of the file; their places follow from one another. */
export function* archivePlaces(view: DataView, plan: Plan): Generator<ArchivePlace> {
  const { layout, sourceCount, archiveCount, pointersAt } = plan;
  let { valuesAt } = plan;
  for (let index = 0; index < archiveCount; index += 1) {
    const definitionAt =
      layout.headBytes + sourceCount * SOURCE_BYTES + index * layout.archiveBytes;
    const rowCountAt = definitionAt + layout.rowCountAt;
    const rows = word(view, rowCountAt, layout);
    const pdpPerRow = word(view, rowCountAt + layout.wordBytes, layout);
    const currentRow = word(view, pointersAt + index * layout.wordBytes, layout);
    const end = valuesAt + rows * sourceCount * 8;
    yield { definitionAt, rows, pdpPerRow, currentRow, valuesAt, end };
    valuesAt = end;
  }
}

function endOf(view: DataView, plan: Plan): number {
  let end = plan.valuesAt;
  for (const place of archivePlaces(view, plan)) ({ end } = place);
  return end;
}

/** Whether last update, last readings and pointers are what rrdtool writes there. */
function isSound(view: DataView, plan: Plan): boolean {
  const { seconds, microseconds } = lastUpdateOf(view, plan);
  if (!(seconds >= 0 && seconds <= LAST_SECOND && microseconds >= 0 && microseconds < 1e6)) {
    return false;
  }
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let index = 0; index < plan.sourceCount; index += 1) {
    const at = primaryStateAt(plan) + index * PRIMARY_STATE_BYTES;
    // A source that was never updated holds `U`: the text is never empty.
    if (!/^[!-~]+$/.test(ascii(bytes, at, LAST_READING_BYTES))) return false;
  }
  for (const { currentRow, rows } of archivePlaces(view, plan)) {
    if (currentRow >= rows) return false;
  }
  return true;
}

export function truncated(bytes: number, promised: number): Miss {
  return { reason: `truncated RRD file: ${bytes} bytes, its header promises ${promised}` };
}

export function damaged(field: string, expected: string): Miss {
  return { reason: `damaged RRD file: ${field} is not ${expected}`, field };
}
