import { bytes, duration, share } from '../report/numbers.ts';
import type { Role } from '../series/series.ts';
import type { Detection, SliceCase } from './detection.ts';
import { KINDS_BY_NUMBER } from './oversized-response.ts';
import { sliceTotals } from './slice-totals.ts';
import { LONG_SECONDS } from './slow-clients.ts';
import { LEAST_LARGE_BYTES } from './usual-size.ts';

/** What a request holds for as long as its client takes to read the response. */
const HELD_ROLES: ReadonlySet<Role> = new Set([
  'workers',
  'threads',
  'processes',
  'connections',
  'queue',
]);
/** Who sends this share of all bytes is what is downloaded. */
const MOST_OF_ALL = 0.5;

/**
 * Downloads that hold workers: long requests for large responses, most of all bytes that were sent. A large file takes its worker for
 * as long as its client needs to read it, whatever the server could send.
 */
export function slowDownloads({ scored, scene, kind }: SliceCase): Detection | 'clear' | 'no-data' {
  const { cost, slice } = scored;
  if (cost !== 'in-flight' || !HELD_ROLES.has(scene.series.role)) return 'clear';
  if (!KINDS_BY_NUMBER.has(kind)) return 'clear';
  const window = { fromMs: scene.incident.startMs, toMs: scene.incident.endMs };
  const own = sliceTotals(scene.rollup, slice, window);
  const all = sliceTotals(scene.rollup, undefined, window);
  if (own.bytes === undefined || all.bytes === undefined) return 'no-data';
  if (own.workerSeconds === undefined) return 'no-data';
  const median = slice && scene.rollup.sizeQuantile(slice, 0.5, window);
  const size = median ?? own.bytes / own.requests;
  const seconds = own.workerSeconds / own.requests;
  const part = own.bytes / all.bytes;
  if (size < LEAST_LARGE_BYTES || seconds < LONG_SECONDS || part < MOST_OF_ALL) return 'clear';
  return {
    kind: 'oversized-response',
    pattern: 'slow-downloads',
    observations: [
      {
        name: 'download-bytes',
        value: size,
        text: `Its responses had about ${bytes(size)}, ${share(part)} of all bytes that were sent: each held what serves it for ${duration(seconds)} on average, as long as its client took to read it.`,
      },
    ],
  };
}
