import type { MetricReading, MetricRoom, Miss } from '../contract.ts';

/** Times of exports that are believed: 2001 to 2100, epoch milliseconds. */
const EARLIEST_MS = 1e12;
const LATEST_MS = 4.1e12;

/**
 * The span of the export that the native format begins with: two 64-bit numbers, big-endian, each twice its epoch
 * milliseconds. https://docs.victoriametrics.com/#how-to-export-data-in-native-format
 */
export const victoriaNativeRoom: MetricRoom = {
  name: 'VictoriaMetrics native',
  recognises(head: Uint8Array): boolean {
    if (head.length < 16) return false;
    const view = new DataView(head.buffer, head.byteOffset, 16);
    const from = view.getBigInt64(0);
    const to = view.getBigInt64(8);
    if (from < 0n || from % 2n !== 0n || to % 2n !== 0n || from > to) return false;
    const toMs = Number(to / 2n);
    return toMs >= EARLIEST_MS && toMs <= LATEST_MS;
  },
  read(): MetricReading | Miss {
    return nativeMiss;
  },
};

const nativeMiss: Miss = Object.freeze({
  reason:
    'the native export of VictoriaMetrics is not read: export JSON lines with /api/v1/export instead of /api/v1/export/native',
});
