import type { DurationSource } from '../incidents/tier.ts';

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

/** No hold is longer, milliseconds. */
export const LONGEST_HOLD_MS = 3_600_000;

/** Of what drains so much is gone when the resource counts as back: it was held for longer than that was up. */
const GONE_SHARE = 0.8;

/**
 * The holds worth trying, one of them as long as the resource was up: what took it is held for so long; none where durations
 * are logged.
 */
export function holdsFor(durations: DurationSource, upSeconds: number): readonly Hold[] {
  if (durations === 'logged') return [];
  const anchor = durations === 'implied' ? 'start' : 'end';
  const own: readonly Hold[] = [
    { seconds: upSeconds, shape: 'flat', anchor },
    { seconds: upSeconds / GONE_SHARE, shape: 'draining', anchor },
  ];
  return [
    ...HOLD_SECONDS.flatMap((seconds): readonly Hold[] => [
      { seconds, shape: 'flat', anchor },
      { seconds, shape: 'draining', anchor },
    ]),
    ...own.filter(isNew),
  ];
}

/** Whether a hold is none of the others, and no longer than any may be. */
function isNew({ seconds }: Hold): boolean {
  const isOther = HOLD_SECONDS.some((other) => other === seconds);
  return seconds > 0 && !isOther && seconds * 1000 <= LONGEST_HOLD_MS;
}

/** Bytes held in each bucket of `widthMs` when those logged in each bucket were held so. */
export function heldBytes(logged: Float64Array, hold: Hold, widthMs: number): Float64Array {
  const { length } = logged;
  const { shape, anchor } = hold;
  const buckets = Math.max(1, Math.round((hold.seconds * 1000) / widthMs));
  const held = new Float64Array(length);
  // What was logged in as many buckets, up to this one of those passed; and the same, each by what it has left.
  let whole = 0;
  let left = 0;
  for (let passed = 0; passed < length; passed++) {
    const at = anchor === 'start' ? passed : length - 1 - passed;
    const leaving = anchor === 'start' ? at - buckets : at + buckets;
    const comes = logged[at] ?? 0;
    const goes = passed < buckets ? 0 : (logged[leaving] ?? 0);
    const before = whole;
    whole += comes - goes;
    left += anchor === 'start' ? buckets * comes - before : whole - buckets * goes;
    held[at] = shape === 'flat' ? whole : left / buckets;
  }
  return held;
}
