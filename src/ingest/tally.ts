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
    const known = this.#missed.has(reason) || this.#missed.size < MAX_REASONS;
    const name = known ? reason : OTHER_REASON;
    const entry = this.#missed.get(name) ?? { count: 0, examples: [] };
    this.#missed.set(name, entry);
    entry.count += 1;
    if (entry.examples.length < EXAMPLES_PER_REASON) {
      const head = line.subarray(0, EXAMPLE_CHARACTERS * MAX_UTF8_BYTES);
      const text = new TextDecoder().decode(head).slice(0, EXAMPLE_CHARACTERS);
      entry.examples.push({ line: text, lineNumber: this.lines, offset });
    }
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
}
