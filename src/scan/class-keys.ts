import { type Classes, classPlace } from '../request/classes.ts';
import { NO_KEY } from '../rollup/request-batch.ts';
import type { TextNames } from './text-names.ts';

/** The keys of classes of numbers, which have names once there is a number in them. */
export class ClassKeys {
  readonly #classes: Classes;
  readonly #names: TextNames;
  /** By the place of the class. */
  readonly #keys: Int32Array;

  constructor(classes: Classes, names: TextNames) {
    this.#classes = classes;
    this.#names = names;
    this.#keys = new Int32Array(classes.names.length).fill(NO_KEY);
  }

  /** The key of the class that a number is in. */
  keyOf(value: number): number {
    const place = classPlace(this.#classes, value);
    const known = this.#keys[place] ?? NO_KEY;
    if (known !== NO_KEY) return known;
    const key = this.#names.keyOf(this.#classes.names[place] ?? '');
    this.#keys[place] = key;
    return key;
  }

  /** Forgets all names: keys given out so far mean nothing any more. */
  clear(): void {
    this.#keys.fill(NO_KEY);
  }
}
