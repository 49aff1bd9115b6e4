import type { PageFacts } from '../detectors/slice-facts.ts';
import { countLimits } from './count-limits.ts';

/** Parameters that number the pages of a list, or its items. */
const PAGE_PARAMETER =
  /(?:^|&)(page|paged|pg|p|pagenum|page_no|pageno|start|offset|from|skip|limitstart)=(\d{1,9})(?:&|$)/;
const PAGE_IN_PATH = /\/(page)[/-]?(\d{1,9})(?:\/|$)/;

interface Pages {
  readonly numbers: number[];
  /** How many came in all. */
  requests: number;
}

/** The pages of lists that requests asked for. */
export class PageCount {
  readonly #byName = new Map<string, Pages>();
  #isFull = false;

  /** Whether more numbers came than are remembered. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Takes the next request's target, in its two parts. */
  add(path: string, query: string): void {
    const [, name, digits] = PAGE_PARAMETER.exec(query) ?? PAGE_IN_PATH.exec(path) ?? [];
    if (name === undefined || digits === undefined) return;
    const pages = this.#byName.get(name) ?? { numbers: [], requests: 0 };
    this.#byName.set(name, pages);
    pages.requests += 1;
    if (pages.numbers.length < countLimits.repeats) pages.numbers.push(Number(digits));
    else this.#isFull = true;
  }

  /** Of the name that most requests used; undefined where none did. */
  facts(): PageFacts | undefined {
    const [most] = [...this.#byName].sort(
      ([a, one], [b, other]) => other.requests - one.requests || (a < b ? -1 : 1),
    );
    if (most === undefined) return undefined;
    const [name, { numbers, requests }] = most;
    const sorted = [...numbers].sort((a, b) => a - b);
    return {
      name,
      requests,
      middle: sorted[Math.floor(sorted.length / 2)] ?? 0,
      most: sorted.at(-1) ?? 0,
      climb: climbOf(numbers),
    };
  }
}

/** The correlation of numbers with their place; 0 where there is none. */
function climbOf(numbers: readonly number[]): number {
  const middlePlace = (numbers.length - 1) / 2;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  let together = 0;
  let places = 0;
  let squares = 0;
  for (const [place, number] of numbers.entries()) {
    together += (place - middlePlace) * (number - mean);
    places += (place - middlePlace) ** 2;
    squares += (number - mean) ** 2;
  }
  const norm = Math.sqrt(places * squares);
  return norm > 0 ? together / norm : 0;
}
