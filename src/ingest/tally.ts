import type { Miss } from '../../parsers/contract.ts';

/** Examples kept for each reason, and the length of each in characters. */
export const EXAMPLES_PER_REASON = 3;
export const EXAMPLE_CHARACTERS = 200;
const MAX_UTF8_BYTES = 4;
/** Reasons told apart; further ones are counted under one name. */
export const MAX_REASONS = 50;
export const OTHER_REASON = 'other reasons';

export interface MissExample {
  readonly line: string;
  readonly lineNumber: number;
  readonly offset: number;
}

/** Counts of a part of a log; plain data. */
export interface TallyPart {
  readonly lines: number;
  readonly parsed: number;
  readonly between: number;
  readonly bytes: number;
  /** In the order in which they were met; line numbers count from the part's own first line. */
  readonly missed: readonly MissedReason[];
}

interface MissedReason {
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly MissExample[];
}

/** Counts of what became of a log's lines: lines = parsed + the sum over all reasons. */
export class Tally {
  lines = 0;
  parsed = 0;
  /** Missed lines that such a log holds between its requests: nothing is wrong with them. */
  between = 0;
  /** All bytes of the inflated input, line ends included. */
  bytes = 0;
  readonly #missed = new Map<string, { count: number; examples: MissExample[] }>();

  /** Counts a miss of the current line. Of `line`, its bytes, the head is kept while examples are wanted. */
  miss({ reason, between }: Miss, offset: number, line: Uint8Array): void {
    if (between) this.between += 1;
    const entry = this.#entryOf(reason);
    entry.count += 1;
    if (entry.examples.length < EXAMPLES_PER_REASON) {
      const head = line.subarray(0, EXAMPLE_CHARACTERS * MAX_UTF8_BYTES);
      const text = new TextDecoder().decode(head).slice(0, EXAMPLE_CHARACTERS);
      entry.examples.push({ line: text, lineNumber: this.lines, offset });
    }
  }

  /** Adds the lines that come next. */
  append({ lines, parsed, between, bytes, missed }: TallyPart): void {
    for (const { reason, count, examples } of missed) {
      const entry = this.#entryOf(reason);
      entry.count += count;
      for (const example of examples.slice(0, EXAMPLES_PER_REASON - entry.examples.length)) {
        entry.examples.push({ ...example, lineNumber: example.lineNumber + this.lines });
      }
    }
    this.lines += lines;
    this.parsed += parsed;
    this.between += between;
    this.bytes += bytes;
  }

  get part(): TallyPart {
    const { lines, parsed, between, bytes } = this;
    const missed = [...this.#missed].map(([reason, entry]) => ({ reason, ...entry }));
    return { lines, parsed, between, bytes, missed };
  }

  /** Lines by reason, most frequent first, then by name. */
  missed(): Record<string, number> {
    const entries = [...this.#missed].map(([reason, { count }]) => [reason, count] as const);
    entries.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return Object.fromEntries(entries);
  }

  examples(reason: string): readonly MissExample[] {
    return this.#missed.get(reason)?.examples ?? [];
  }

  #entryOf(reason: string): { count: number; examples: MissExample[] } {
    const isKnown = this.#missed.has(reason) || this.#missed.size < MAX_REASONS;
    const name = isKnown ? reason : OTHER_REASON;
    const entry = this.#missed.get(name) ?? { count: 0, examples: [] };
    this.#missed.set(name, entry);
    return entry;
  }
}
