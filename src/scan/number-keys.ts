/** What `find` returns for a number that has no key. */
export const NO_SUCH_NUMBER = -2;

const FIRST_SLOTS = 1024;
/** Of four slots at most so many are in use. */
const FULL_QUARTERS = 3;

/** Keys, which are not negative, by 32-bit numbers. Open addressing with linear probing. */
export class NumberKeys {
  /** Two for each slot: the number, and its key + 1; 0 is an empty slot. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  #size = 0;

  find(number: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    for (let slot = firstSlot(number) & mask; ; slot = (slot + 2) & mask) {
      const key = (slots[slot + 1] ?? 0) - 1;
      if (key < 0) return NO_SUCH_NUMBER;
      if (slots[slot] === number) return key;
    }
  }

  /** Adds a number that has no key yet. */
  add(number: number, key: number): void {
    this.#size += 1;
    if (8 * this.#size > FULL_QUARTERS * this.#slots.length) this.#widen();
    this.#place(number, key + 1);
  }

  clear(): void {
    if (this.#size > 0) this.#slots.fill(0);
    this.#size = 0;
  }

  #widen(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    for (let slot = 0; slot < old.length; slot += 2) {
      const keyPlusOne = old[slot + 1] ?? 0;
      if (keyPlusOne > 0) this.#place(old[slot] ?? 0, keyPlusOne);
    }
  }

  #place(number: number, keyPlusOne: number): void {
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = firstSlot(number) & mask;
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    slots[slot] = number;
    slots[slot + 1] = keyPlusOne;
  }
}

/** Addresses differ in any of their bytes: each has to change the low bits. */
function firstSlot(number: number): number {
  const product = Math.imul(number ^ (number >>> 15), 0x9e3779b1);
  return (product ^ (product >>> 14)) << 1;
}
