import { quantileOf, SIGMA_PER_MAD } from './summaries.ts';

/** The latest values of a series in ascending order, so that their median and spread cost no sort. */
export class SortedWindow {
  readonly #ascending: Float64Array;
  #length = 0;

  /** For so many values at once at most. */
  constructor(most: number) {
    this.#ascending = new Float64Array(most);
  }

  get length(): number {
    return this.#length;
  }

  /** Takes a finite value. */
  add(value: number): void {
    const place = this.#placeOf(value);
    this.#ascending.copyWithin(place + 1, place, this.#length);
    this.#ascending[place] = value;
    this.#length += 1;
  }

  /** Lets go of a value that was added. */
  remove(value: number): void {
    const place = this.#placeOf(value);
    this.#ascending.copyWithin(place, place + 1, this.#length);
    this.#length -= 1;
  }

  /** NaN of nothing. */
  median(): number {
    return quantileOf(this.#length, 0.5, (place) => this.#ascending[place] ?? Number.NaN);
  }

  /** As `robustSpread`; NaN of nothing. */
  spreadAround(centre: number): number {
    return SIGMA_PER_MAD * quantileOf(this.#length, 0.5, (place) => this.#distance(centre, place));
  }

  /** The first place whose value is not below one. */
  #placeOf(value: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ascending[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The distance of the value from the centre that has so many nearer ones: the nearest values stand side by side. */
  #distance(centre: number, nearer: number): number {
    const away = (place: number): number => Math.abs((this.#ascending[place] ?? 0) - centre);
    let low = 0;
    let high = this.#length - 1 - nearer;
    while (low < high) {
      const first = (low + high) >> 1;
      const isLeftOut =
        centre - (this.#ascending[first] ?? 0) >
        (this.#ascending[first + nearer + 1] ?? 0) - centre;
      if (isLeftOut) low = first + 1;
      else high = first;
    }
    return Math.max(away(low), away(low + nearer));
  }
}
