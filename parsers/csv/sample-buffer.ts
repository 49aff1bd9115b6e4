const FIRST_CAPACITY = 64;

/** Samples of one series as they come; sorted when they are taken. */
export class SampleBuffer {
  #times = new Float64Array(FIRST_CAPACITY);
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;
  #ascends = true;
  /** The unit of the values where cells tell it. */
  unit: string | undefined;

  get length(): number {
    return this.#length;
  }

  add(timeMs: number, value: number): void {
    if (this.#length === this.#times.length) {
      this.#times = grown(this.#times);
      this.#values = grown(this.#values);
    }
    if (this.#length > 0 && !(timeMs > (this.#times[this.#length - 1] ?? 0))) this.#ascends = false;
    this.#times[this.#length] = timeMs;
    this.#values[this.#length] = value;
    this.#length++;
  }

  /** Ascending; of samples at one time the last that came, and how many others there were. */
  take(): { times: Float64Array; values: Float64Array; repeated: number } {
    const times = this.#times.slice(0, this.#length);
    const values = this.#values.slice(0, this.#length);
    if (this.#ascends) return { times, values, repeated: 0 };
    const order = Uint32Array.from(times.keys()).sort(
      (a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b,
    );
    const kept = order.filter((at, place) => {
      const next = order[place + 1];
      return next === undefined || times[next] !== times[at];
    });
    return {
      times: Float64Array.from(kept, (at) => times[at] ?? Number.NaN),
      values: Float64Array.from(kept, (at) => values[at] ?? Number.NaN),
      repeated: order.length - kept.length,
    };
  }
}

function grown(from: Float64Array): Float64Array<ArrayBuffer> {
  const twice = new Float64Array(from.length * 2);
  twice.set(from);
  return twice;
}
