/**
 * Reproducible random numbers: the same seed gives the same on every machine. Marsaglia's xorshift with 32 bits
 * (https://doi.org/10.18637/jss.v008.i14), which is fast and good enough for traffic. The seed may be any whole number.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    // Zero would stay zero; near seeds should not begin alike.
    this.#state = Math.imul(seed, 2_654_435_761) ^ 0x9e3779b9 || 1;
  }

  /** A number from 0 up to 1, without 1. */
  share(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to `limit`, without it. */
  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }

  /** The same, small numbers far oftener than large ones: as pages and visitors are met. */
  skewedBelow(limit: number): number {
    return Math.floor(this.share() * this.share() * this.share() * limit);
  }

  /** Throws an Error where there is none to choose. */
  oneOf<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error('there is nothing to choose from');
    return choice;
  }
}
