import { buildRrd, type Machine, machines } from '../parsers/rrd/build-rrd.ts';

/** Epoch seconds of the row before the first of every file. */
export const BEFORE_SECONDS = 1_795_229_000;

/** An RRD file of ten-second rows, by data source. */
export function rrdFile(
  path: string,
  valuesOf: Readonly<Record<string, readonly number[]>>,
  type = 'GAUGE',
): { readonly path: string; readonly bytes: Uint8Array } {
  const columns = Object.values(valuesOf);
  const rows = (columns[0] ?? []).map((_, row) =>
    columns.map((values) => values[row] ?? Number.NaN),
  );
  const recipe = {
    version: '0003',
    step: 10,
    lastUpdate: BEFORE_SECONDS + rows.length * 10,
    sources: Object.keys(valuesOf).map((name) => ({
      name,
      type,
      heartbeat: 20,
      min: Number.NaN,
      max: Number.NaN,
    })),
    archives: [{ consolidation: 'AVERAGE', pdpPerRow: 1, xff: 0.5, rows, currentRow: 0 }],
  };
  return { path, bytes: buildRrd(recipe, machines[0] as Machine) };
}
