/** What a log tells of durations: logged, implied by the order of its lines, or nothing. */
export type DurationSource = 'logged' | 'implied' | 'none';

/**
 * How long a response was held by the server that logged it, where the log does not say: `seconds` from its
 * start or up to its end, whichever is stamped. `flat` for what is kept whole until it is sent, `draining` for
 * what was taken in at once and is sent off evenly (a proxy that buffers).
 */
export interface Hold {
  readonly seconds: number;
  readonly shape: 'flat' | 'draining';
  readonly anchor: 'start' | 'end';
}

/** A fast reader on the same network, to a slow one on a phone. */
const HOLD_SECONDS = [15, 60, 300, 900] as const;

/** The holds worth trying; none where durations are logged. */
export function holdsFor(durations: DurationSource): readonly Hold[] {
  if (durations === 'logged') return [];
  const anchor = durations === 'implied' ? 'start' : 'end';
  return HOLD_SECONDS.flatMap((seconds) => [
    { seconds, shape: 'flat', anchor },
    { seconds, shape: 'draining', anchor },
  ]);
}

/** Bytes held in each bucket of `widthMs` when those logged in each bucket were held so. */
export function heldBytes(logged: Float64Array, hold: Hold, widthMs: number): Float64Array {
  const buckets = Math.max(1, Math.round((hold.seconds * 1000) / widthMs));
  const held = new Float64Array(logged.length);
  for (let at = 0; at < logged.length; at++) {
    const bytes = logged[at] ?? 0;
    if (bytes === 0) continue;
    const first = hold.anchor === 'start' ? at : at - buckets + 1;
    for (let i = Math.max(0, -first); i < buckets && first + i < held.length; i++) {
      const part = hold.shape === 'flat' ? 1 : (buckets - i) / buckets;
      held[first + i] = (held[first + i] ?? 0) + part * bytes;
    }
  }
  return held;
}
