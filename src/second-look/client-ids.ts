import { grownLength } from '../rollup/columns.ts';
import { dimensions } from '../rollup/dimension.ts';
import { NO_KEY, type RequestBatch } from '../rollup/request-batch.ts';
import { countLimits } from './count-limits.ts';

/** The request has no client. */
export const NO_CLIENT = -1;
/** The client is one of too many to be told apart. */
export const FURTHER_CLIENT = -2;

const UNKNOWN = -3;
const CLIENT = dimensions.indexOf('client');

/** Clients as small numbers, the same in every batch, up to `most`; how many others there are is not known. */
export class ClientIds {
  readonly #most: number;
  readonly #ids = new Map<string, number>();
  #batch: RequestBatch | undefined;
  /** By key of the batch. */
  #known = new Int32Array(0);

  constructor(most: number = countLimits.clients) {
    this.#most = most;
  }

  /** Says that the next requests are those of this batch, whose keys mean the same as those of the one before, or not. */
  begin(batch: RequestBatch, { isSameKeys = false }: { readonly isSameKeys?: boolean } = {}): void {
    this.#batch = batch;
    const known = isSameKeys ? this.#known : new Int32Array(0);
    const size = batch.names[CLIENT]?.size ?? 0;
    this.#known = known;
    if (size <= known.length) return;
    this.#known = new Int32Array(grownLength(known.length, size)).fill(UNKNOWN);
    this.#known.set(known);
  }

  /** The client of a request of the batch: a number from 0 on, `NO_CLIENT` or `FURTHER_CLIENT`. */
  of(at: number): number {
    const key = this.#batch?.keys[CLIENT]?.[at] ?? NO_KEY;
    if (key === NO_KEY) return NO_CLIENT;
    const known = this.#known[key] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const id = this.#id(this.#batch?.names[CLIENT]?.text(key) ?? '');
    this.#known[key] = id;
    return id;
  }

  #id(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    if (this.#ids.size >= this.#most) return FURTHER_CLIENT;
    const id = this.#ids.size;
    this.#ids.set(name, id);
    return id;
  }
}

/** How many different clients there were. */
export class ClientCount {
  /** A bit for each client. */
  #seen = new Uint8Array(0);
  #count = 0;
  #hasFurther = false;

  /** Undefined where there was none, or one that cannot be told apart. */
  get count(): number | undefined {
    return this.#hasFurther || this.#count === 0 ? undefined : this.#count;
  }

  /** Whether there was one that cannot be told apart. */
  get hasFurther(): boolean {
    return this.#hasFurther;
  }

  /** How many are also among those of another count; undefined where either cannot tell. */
  alsoIn(other: ClientCount): number | undefined {
    if (this.count === undefined || other.#hasFurther) return undefined;
    let common = 0;
    for (const [at, byte] of this.#seen.entries()) {
      common += bitsOf(byte & (other.#seen[at] ?? 0));
    }
    return common;
  }

  add(client: number): void {
    if (client < 0) {
      if (client === FURTHER_CLIENT) this.#hasFurther = true;
      return;
    }
    const byte = client >> 3;
    const bit = 1 << (client & 7);
    if (byte >= this.#seen.length) {
      const wider = new Uint8Array(2 * byte + 64);
      wider.set(this.#seen);
      this.#seen = wider;
    }
    const before = this.#seen[byte] ?? 0;
    if ((before & bit) !== 0) return;
    this.#seen[byte] = before | bit;
    this.#count += 1;
  }
}

function bitsOf(byte: number): number {
  let bits = 0;
  for (let rest = byte; rest !== 0; rest >>= 1) bits += rest & 1;
  return bits;
}
