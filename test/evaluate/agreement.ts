import type { LabelledCase, TrueLines, TrueWindow, Weighing } from './labelled-case.ts';

/** How a named slice and the true one agree, each 0 to 1, over the lines of one span of time. */
export interface Agreement {
  /** What both hold of what either holds. */
  readonly jaccard: number;
  /** The part of the true slice that was named. */
  readonly recall: number;
  /** The part of the named slice that is true. */
  readonly purity: number;
}

export type Degree = 'hit' | 'partial' | 'miss';

const HIT_JACCARD = 0.6;
/** In a flash crowd all traffic is a right name, though others came as ever. */
const CROWD_FAMILY = 'flashcrowd';
const CROWD_RECALL = 0.95;
const CROWD_PURITY = 0.35;
const PARTIAL_RECALL = 0.8;
const PARTIAL_PURITY = 0.3;

export function degreeOf(
  { jaccard, recall, purity }: Agreement,
  { family }: Pick<LabelledCase, 'family'>,
): Degree {
  if (jaccard >= HIT_JACCARD) return 'hit';
  if (family === CROWD_FAMILY && recall >= CROWD_RECALL && purity >= CROWD_PURITY) return 'hit';
  return recall >= PARTIAL_RECALL && purity >= PARTIAL_PURITY ? 'partial' : 'miss';
}

/** A span of time, epoch milliseconds UTC. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const LEAST_PADDING_MS = 120_000;
const PADDING_STEPS = 2;

/** What window and incident have in common, with two steps, or two minutes, on either side. */
export function commonSpan(
  { startMs, endMs }: Pick<TrueWindow, 'startMs' | 'endMs'>,
  incident: { readonly start: string; readonly end: string },
  stepMs: number,
): Span {
  const padding = Math.max(LEAST_PADDING_MS, PADDING_STEPS * stepMs);
  return {
    fromMs: Math.max(startMs, Date.parse(incident.start)) - padding,
    toMs: Math.min(endMs, Date.parse(incident.end)) + padding,
  };
}

/** Lines of one log, by their places. */
export interface NamedLines {
  readonly lines: TrueLines;
  readonly named: ReadonlySet<number>;
}

/**
 * How the named lines of some logs agree with those of the culprits whose ids are given, over the requests of which any part
 * lies in the span.
 */
export function agreementOf(
  logs: readonly NamedLines[],
  culprits: readonly number[],
  { weighing, span }: { readonly weighing: Weighing; readonly span: Span },
): Agreement {
  const guilty = new Set(culprits);
  const sums: Sums = { both: 0, ofNamed: 0, ofTrue: 0 };
  for (const { lines, named } of logs) {
    for (const line of lines.texts.keys()) {
      if (!liesIn(span, lines, line)) continue;
      const isTrue = guilty.has(lines.culprits[line] ?? 0);
      add(sums, weightOf(lines, line, weighing), { isTrue, isNamed: named.has(line) });
    }
  }
  const { both, ofNamed, ofTrue } = sums;
  return {
    jaccard: part(both, ofNamed + ofTrue - both),
    recall: part(both, ofTrue),
    purity: part(both, ofNamed),
  };
}

/** What lines weigh: those of both slices, of the named and of the true one. */
interface Sums {
  both: number;
  ofNamed: number;
  ofTrue: number;
}

function add(
  sums: Sums,
  weight: number,
  { isTrue, isNamed }: { readonly isTrue: boolean; readonly isNamed: boolean },
): void {
  if (isTrue) sums.ofTrue += weight;
  if (isNamed) sums.ofNamed += weight;
  if (isTrue && isNamed) sums.both += weight;
}

function liesIn({ fromMs, toMs }: Span, { startMs, endMs }: TrueLines, line: number): boolean {
  return (endMs[line] ?? Number.NaN) >= fromMs && (startMs[line] ?? Number.NaN) <= toMs;
}

/** At least one, so that what is wholly of small requests is not nothing. */
function weightOf({ startMs, endMs, bytes }: TrueLines, line: number, weighing: Weighing): number {
  if (weighing === 'count') return 1;
  if (weighing === 'bytes') return Math.max(1, bytes[line] ?? 0);
  return Math.max(1, (endMs[line] ?? 0) - (startMs[line] ?? 0));
}

function part(of: number, whole: number): number {
  return whole === 0 ? 0 : of / whole;
}
