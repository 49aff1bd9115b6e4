import { type Field, isMiss, type Miss } from './contract.ts';
import { type DirectivePart, missAt, type TimeReading } from './part.ts';
import { numberSlot } from './record.ts';
import { isPointInTime, needsNoZone, Stamp, type StampPiece } from './stamp.ts';
import { CLF_PATTERN, compileTimePattern, type TimePattern } from './time-pattern.ts';

/** How the time of one end of a request is put together. */
export interface StampPlan {
  readonly stamp: Stamp;
  /** The record's number to fill; -1 where a finer directive fills it. */
  readonly slot: number;
  readonly miss: Miss;
  readonly patterns: ReadonlyMap<DirectivePart, TimePattern>;
  /** Whether one directive in common log format is all there is. */
  readonly isClf: boolean;
  /** Whether no directive of this time tells its zone. */
  readonly isZoneless: boolean;
}

export type StampPlans = ReadonlyMap<TimeReading['stamp'], StampPlan>;

/** Plans both ends of a request; a miss where a pattern is not understood or tells no date. */
export function compileStamps(parts: readonly DirectivePart[]): StampPlans | Miss {
  const plans = new Map<TimeReading['stamp'], StampPlan>();
  for (const field of ['startMs', 'endMs'] as const) {
    const plan = compileStamp(parts, field);
    if (plan === undefined) continue;
    if (isMiss(plan)) return plan;
    plans.set(field, plan);
  }
  return plans;
}

function compileStamp(
  parts: readonly DirectivePart[],
  field: TimeReading['stamp'],
): StampPlan | Miss | undefined {
  const times = parts.flatMap((part) =>
    part.kind === 'time' && part.stamp === field ? [part] : [],
  );
  const first = times[0];
  if (first === undefined) return undefined;
  const patterns = new Map<DirectivePart, TimePattern>();
  const tells = new Set<StampPiece>();
  for (const part of times) {
    const pattern = compileTimePattern(part.pattern);
    if (isMiss(pattern)) return { ...pattern, field: part.name };
    patterns.set(part, pattern);
    for (const piece of pattern.tells) tells.add(piece);
  }
  const isFiner = hasNumber(parts, field);
  if (!isPointInTime(tells) && !isFiner) return missAt(first, 'tells no date');
  return {
    stamp: new Stamp(),
    slot: isFiner ? -1 : numberSlot(field),
    miss: missAt(first, 'is no time'),
    patterns,
    isClf: times.length === 1 && first.pattern === CLF_PATTERN,
    isZoneless: !isFiner && !needsNoZone(tells),
  };
}

/** Whether a count such as `$msec` tells the time: it is finer than any pattern. */
function hasNumber(parts: readonly DirectivePart[], field: Field): boolean {
  return parts.some((part) => part.kind === 'number' && part.field === field);
}
