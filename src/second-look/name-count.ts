import { MOST_NAMES_TOLD, type NamedRequests, type NameTally } from '../detectors/slice-facts.ts';
import { NO_KEY, type RequestBatch } from '../rollup/request-batch.ts';
import { countLimits } from './count-limits.ts';

/** How many requests have which name in one dimension. */
export class NameCount {
  readonly #place: number;
  readonly #most: number;
  readonly #counts = new Map<string, number>();
  /** By key of the batch in hand. */
  readonly #pending = new Map<number, number>();
  #named = 0;
  #isMore = false;

  /** `place` is that of the dimension in `dimensions`; of names beyond `most` it is only known that there are more. */
  constructor(place: number, most: number = countLimits.names) {
    this.#place = place;
    this.#most = most;
  }

  add(batch: RequestBatch, at: number): void {
    const key = batch.keys[this.#place]?.[at] ?? NO_KEY;
    if (key !== NO_KEY) this.#pending.set(key, (this.#pending.get(key) ?? 0) + 1);
  }

  /** To be called before another batch comes, whose keys mean something else. */
  endBatch({ names }: RequestBatch): void {
    for (const [key, requests] of this.#pending) {
      this.#named += requests;
      const name = names[this.#place]?.text(key) ?? '';
      const known = this.#counts.get(name);
      if (known === undefined && this.#counts.size >= this.#most) this.#isMore = true;
      else this.#counts.set(name, (known ?? 0) + requests);
    }
    this.#pending.clear();
  }

  /** Requests whose name passes a test; those with a name that is not told apart are left out. */
  requestsWhere(test: (name: string) => boolean): number {
    let sum = 0;
    for (const [name, requests] of this.#counts) if (test(name)) sum += requests;
    return sum;
  }

  /** Undefined where no request has a name. */
  tally(): NameTally | undefined {
    if (this.#named === 0) return undefined;
    return {
      named: this.#named,
      different: this.#counts.size,
      isMore: this.#isMore,
      most: mostOf(this.#counts),
    };
  }
}

/** Most requests first; of equal ones by name. */
export function mostOf(counts: ReadonlyMap<string, number>): readonly NamedRequests[] {
  return [...counts]
    .map(([name, requests]) => ({ name, requests }))
    .sort((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES_TOLD);
}
