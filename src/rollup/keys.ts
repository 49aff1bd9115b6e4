import { copiedInto, grownLength } from './columns.ts';
import { type Dimension, dimensions } from './dimension.ts';
import { MAX_KEY_LENGTH } from './limits.ts';

/**
 * The values of all dimensions as small numbers. Slices hold the keys that name them; a key nobody holds
 * any more is forgotten and its id given out again, so that there are never more keys than the
 * slices need.
 */
export class Keys {
  readonly #ids: readonly Map<string, number>[] = dimensions.map(() => new Map());
  readonly #texts: string[] = [];
  #dimensions = new Uint8Array(0);
  #holders = new Int32Array(0);
  readonly #freed: number[] = [];

  /** The id of a value; `dimension` is a place in `dimensions`. Somebody must hold it at once. */
  id(dimension: number, value: string): number {
    const text = keyText(value);
    const known = this.#ids[dimension]?.get(text);
    if (known !== undefined) return known;
    const key = this.#freed.pop() ?? this.#texts.length;
    if (key >= this.#holders.length) {
      const length = grownLength(this.#holders.length, key + 1);
      this.#holders = copiedInto(new Int32Array(length), this.#holders);
      this.#dimensions = copiedInto(new Uint8Array(length), this.#dimensions);
    }
    this.#ids[dimension]?.set(text, key);
    this.#texts[key] = text;
    this.#dimensions[key] = dimension;
    return key;
  }

  /** The id of a value that somebody holds, or -1. */
  find(dimension: number, value: string): number {
    return this.#ids[dimension]?.get(keyText(value)) ?? -1;
  }

  text(key: number): string {
    return this.#texts[key] ?? '';
  }

  dimension(key: number): Dimension {
    return dimensions[this.#dimensions[key] ?? 0] ?? dimensions[0];
  }

  /** Keys that are held. */
  get size(): number {
    return this.#texts.length - this.#freed.length;
  }

  hold(key: number): void {
    this.#holders[key] = (this.#holders[key] ?? 0) + 1;
  }

  release(key: number): void {
    const holders = (this.#holders[key] ?? 0) - 1;
    this.#holders[key] = holders;
    if (holders > 0) return;
    this.#ids[this.#dimensions[key] ?? 0]?.delete(this.text(key));
    this.#texts[key] = '';
    this.#freed.push(key);
  }
}

/** As much of a value as names a slice. */
export function keyText(value: string): string {
  return value.length > MAX_KEY_LENGTH ? `${value.slice(0, MAX_KEY_LENGTH - 1)}…` : value;
}
