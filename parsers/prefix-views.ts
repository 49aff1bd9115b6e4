import { MAX_PREFIXES } from './compile-format.ts';
import type { Escaping, LineParser, LineRecord } from './contract.ts';
import { type Prefix, prefixes } from './prefix.ts';
import { prefixedParser } from './prefixed-parser.ts';
import { AccessRecord } from './record.ts';
import { spreadLines } from './spread-lines.ts';

/** What stands in front of fewer lines than this share is no prefix of the log. */
export const MIN_PREFIXED_SHARE = 0.5;

/** Lines, spread over a sample, of which one at least must have a prefix or be the logger's own, before all are looked at. */
const FIRST_LOOK_LINES = 16;

/** A sample as it is behind some prefixes, the outermost first. */
export interface View {
  readonly prefixes: readonly Prefix[];
  /** The lines that have these prefixes, without them. */
  readonly lines: readonly Uint8Array[];
}

/** The sample itself, and as it is behind every prefix that most of its lines have. */
export function viewsOf(lines: readonly Uint8Array[]): readonly View[] {
  const views: View[] = [{ prefixes: [], lines }];
  for (const view of views)
    if (view.prefixes.length < MAX_PREFIXES) views.push(...viewsBehind(view));
  return views;
}

function viewsBehind(view: View): readonly View[] {
  const outermost = view.prefixes[0];
  const full = view.lines.filter(({ length }) => length > 0);
  const few = spreadLines(full, FIRST_LOOK_LINES);
  return prefixes
    .filter((prefix) => prefix !== outermost && unwrap(prefix, few).others < few.length)
    .map((prefix) => ({ prefix, ...unwrap(prefix, full) }))
    .filter(({ lines, others }) => lines.length > 0 && isMost(lines.length, others))
    .map(({ prefix, lines }) => ({ prefixes: [...view.prefixes, prefix], lines }));
}

function isMost(lines: number, others: number): boolean {
  return lines >= (lines + others) * MIN_PREFIXED_SHARE;
}

interface Unwrapped {
  readonly lines: readonly Uint8Array[];
  /** Lines that are neither behind the prefix nor of the logger itself. */
  readonly others: number;
}

function unwrap(prefix: Prefix, lines: readonly Uint8Array[]): Unwrapped {
  const taker = new LineTaker();
  const parser = prefixedParser(prefix, taker);
  const record = new AccessRecord();
  let others = 0;
  for (const line of lines) {
    const miss = parser.parse(line, 0, line.length, record);
    if (miss !== undefined && miss.between !== true) others++;
  }
  return { lines: taker.lines, others };
}

/** Takes any line, and keeps a copy. */
class LineTaker implements LineParser {
  readonly fields: ReadonlySet<never> = new Set<never>();
  readonly escaping: Escaping = 'none';
  readonly lines: Uint8Array[] = [];

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): undefined {
    record.reset(bytes, start, end, this.escaping);
    this.lines.push(bytes.slice(start, end));
  }
}
