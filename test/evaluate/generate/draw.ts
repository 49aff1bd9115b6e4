import { Random } from '../../bench/random.ts';

/** Reproducible draws from the distributions that traffic and machines follow. */
export class Draw {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
    // The first numbers of near seeds are alike.
    for (let i = 0; i < 8; i++) this.#random.share();
  }

  /** A draw of its own, so that what is drawn from one does not shift the other. */
  apart(): Draw {
    return new Draw(this.#random.below(2 ** 31));
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.#random.share();
  }

  /** Each factor of ten as likely as another. */
  logBetween(low: number, high: number): number {
    return low * (high / low) ** this.#random.share();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + this.#random.below(high - low + 1);
  }

  /** Times between events that come by chance. */
  exponential(mean: number): number {
    return -Math.log(1 - this.#random.share()) * mean;
  }

  /** Box and Muller's normal numbers, one of each pair (https://doi.org/10.1214/aoms/1177706645). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random.share()));
    return radius * Math.cos(2 * Math.PI * this.#random.share());
  }

  /** Sizes and durations: many small ones and a long tail. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  chance(share: number): boolean {
    return this.#random.share() < share;
  }

  oneOf<T>(choices: readonly T[]): T {
    return this.#random.oneOf(choices);
  }

  /** A place from 0 on, the first oftener than the next, as pages and visitors are met. */
  rank(limit: number): number {
    return this.#random.skewedBelow(limit);
  }

  /** Events by chance, `rate` a second, as times in seconds in [from, to). */
  arrivals(rate: number, from: number, to: number): readonly number[] {
    const times: number[] = [];
    for (let at = from + this.exponential(1 / rate); at < to; at += this.exponential(1 / rate)) {
      times.push(at);
    }
    return times;
  }
}
