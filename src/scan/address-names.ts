import { NO_ADDRESS } from '../../parsers/scanned-lines.ts';
import type { KeyNames } from '../rollup/key-names.ts';
import { keyText } from '../rollup/keys.ts';
import { ipv4Number, ipv4Text } from './ipv4-number.ts';
import { NO_SUCH_NUMBER, NumberKeys } from './number-keys.ts';

const encoder = new TextEncoder();

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

  /** The key of an address and the suffix; negative where it has none yet. */
  findAddress(address: number): number {
    return this.#byAddress.find(address);
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
