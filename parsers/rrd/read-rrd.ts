import { isMiss, type Miss } from '../contract.ts';
import {
  NAME_BYTES,
  PARAMETER_BYTES,
  type RrdLayout,
  SOURCE_BYTES,
  SOURCE_PARAMETERS_AT,
} from './layout.ts';
import { archivePlaces, damaged, lastUpdateOf, type Plan, planReading, truncated } from './plan.ts';
import {
  type DataSource,
  LAST_SECOND,
  measured,
  type RrdArchive,
  type RrdFile,
  rowTimes,
} from './rrd-file.ts';
import { nameAt, word } from './struct-field.ts';

/** Reads a whole RRD file, or says in one line why it is none. */
export function readRrd(bytes: Uint8Array): RrdFile | Miss {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plan = planReading(view);
  if (isMiss(plan)) return plan;
  const { layout, version, step } = plan;
  const { seconds, microseconds } = lastUpdateOf(view, plan);
  if (!(seconds >= 0 && seconds <= LAST_SECOND)) return damaged('last_up', 'a time after 1970');
  const sources = Array.from({ length: plan.sourceCount }, (_, index) =>
    readSource(view, layout.headBytes + index * SOURCE_BYTES, layout),
  );
  const read = readArchives(view, plan, seconds);
  if (isMiss(read)) return read;
  return { version, step, lastUpdate: seconds + microseconds / 1e6, sources, ...read };
}

function readSource(view: DataView, at: number, layout: RrdLayout): DataSource {
  const name = nameAt(view, at);
  const type = nameAt(view, at + NAME_BYTES);
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
  const { layout, sourceCount } = plan;
  const archives: RrdArchive[] = [];
  const skipped: string[] = [];
  for (const { definitionAt, rows, pdpPerRow, currentRow, valuesAt, end } of archivePlaces(
    view,
    plan,
  )) {
    if (rows === 0) return damaged('row_cnt', 'at least one row');
    if (pdpPerRow === 0) return damaged('pdp_cnt', 'at least one point a row');
    if (end > view.byteLength) return truncated(view.byteLength, end);
    if (currentRow >= rows) return damaged('rra_ptr', 'a row of its archive');
    const consolidation = nameAt(view, definitionAt);
    if (!measured.has(consolidation)) {
      skipped.push(consolidation);
      continue;
    }
    const xff = view.getFloat64(definitionAt + layout.archiveParametersAt, layout.littleEndian);
    const stepSeconds = plan.step * pdpPerRow;
    const times = rowTimes(rows, stepSeconds, lastSecond);
    const place = { valuesAt, rows, oldest: currentRow + 1, sourceCount };
    const values = readRows(view, place, layout);
    archives.push({ consolidation, pdpPerRow, xff, stepSeconds, times, values });
  }
  return { archives, skipped };
}

function readRows(
  view: DataView,
  {
    valuesAt,
    rows,
    oldest,
    sourceCount,
  }: { valuesAt: number; rows: number; oldest: number; sourceCount: number },
  { littleEndian }: RrdLayout,
): readonly Float64Array[] {
  return Array.from({ length: sourceCount }, (_, source) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const stored = (oldest + row) % rows;
      const at = valuesAt + (stored * sourceCount + source) * 8;
      values[row] = view.getFloat64(at, littleEndian);
    }
    return values;
  });
}
