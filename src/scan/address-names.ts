import type { KeyNames } from '../rollup/key-names.ts';
import { keyText } from '../rollup/keys.ts';
import { NO_SUCH_NUMBER, NumberKeys } from './number-keys.ts';

/**
 * Names most of which are IPv4 addresses, with the same suffix behind all of those. Such a name is kept as the number that
 * the address is: a string is made of it only where it is asked for.
 */
export class AddressNames implements KeyNames {
  readonly #suffix: string;
  readonly #byAddress = new NumberKeys();
  readonly #byText = new Map<string, number>();
  /** By key: the text, or the address. */
  readonly #names: (string | number)[] = [];

  constructor(suffix = '') {
    this.#suffix = suffix;
  }

  get size(): number {
    return this.#names.length;
  }

  text(key: number): string {
    const name = this.#names[key] ?? '';
    return typeof name === 'string' ? name : `${ipv4Text(name)}${this.#suffix}`;
  }

  /** The key of an address, which is a 32-bit number, and the suffix. */
  keyOfAddress(address: number): number {
    const known = this.#byAddress.find(address);
    if (known !== NO_SUCH_NUMBER) return known;
    const key = this.#names.push(address) - 1;
    this.#byAddress.add(address, key);
    return key;
  }

  /** The address of a name that is one with the suffix; undefined for others. */
  addressOf(key: number): number | undefined {
    const name = this.#names[key];
    return typeof name === 'number' ? name : undefined;
  }

  /** The key of a value, of which as much counts as names a slice. */
  keyOf(value: string): number {
    const text = keyText(value);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const { length } = this.#suffix;
    const bare = text.endsWith(this.#suffix) ? text.slice(0, text.length - length) : '';
    const address = ipv4Number(encoder.encode(bare), 0, bare.length);
    if (address !== NO_ADDRESS) return this.keyOfAddress(address);
    const key = this.#names.push(text) - 1;
    this.#byText.set(text, key);
    return key;
  }

  /** Forgets all names: keys given out so far mean nothing any more. */
  clear(): void {
    this.#byAddress.clear();
    this.#byText.clear();
    this.#names.length = 0;
  }
}

const encoder = new TextEncoder();

/** What `ipv4Number` returns for texts that are no address: no 32-bit number. */
export const NO_ADDRESS: number = 2 ** 32;

const ZERO = 0x30;
const DOT = 0x2e;
const MAX_IPV4_BYTES = 15;

/**
 * The IPv4 address in `bytes[start, end)` as a signed 32-bit number, where it is written in the one way in which we write
 * them: without zeros in front, a port, or anything else.
 */
export function ipv4Number(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > MAX_IPV4_BYTES) return NO_ADDRESS;
  let address = 0;
  let dots = 0;
  let value = -1;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) {
      // Behind a zero no digit may stand.
      if (value === 0) return NO_ADDRESS;
      value = value < 0 ? digit : 10 * value + digit;
      if (value > 255) return NO_ADDRESS;
    } else {
      if (digit !== DOT - ZERO || value < 0) return NO_ADDRESS;
      address = (address << 8) | value;
      dots += 1;
      value = -1;
    }
  }
  return dots === 3 && value >= 0 ? (address << 8) | value : NO_ADDRESS;
}

function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
