/** Which slices a batch has: their groupings, and the places of their keys' names. */
export class BatchSlices {
  readonly #groupings: number[] = [];
  readonly #firsts: number[] = [];
  readonly #seconds: number[] = [];

  /** Every slice is below this. */
  get end(): number {
    return this.#groupings.length;
  }

  add(grouping: number, first: number, second: number): number {
    this.#firsts.push(first);
    this.#seconds.push(second);
    return this.#groupings.push(grouping) - 1;
  }

  columns(): {
    readonly groupings: Uint8Array;
    readonly firsts: Int32Array;
    readonly seconds: Int32Array;
  } {
    return {
      groupings: Uint8Array.from(this.#groupings),
      firsts: Int32Array.from(this.#firsts),
      seconds: Int32Array.from(this.#seconds),
    };
  }
}
