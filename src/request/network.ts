import { type Address, formatAddress, parseAddress } from './address.ts';

/** All addresses whose first `bits` bits are those of `base`. */
export interface Network {
  readonly base: Address;
  readonly bits: number;
}

export const IPV4_SITE_BITS = 24;
/** What one site is usually given, RFC 6177. */
const IPV6_SITE_BITS = 48;

/** The network of a client as a CIDR: /24 for IPv4, /48 for IPv6. Undefined for names and what is no address. */
export function networkOf(client: string): string | undefined {
  const address = parseAddress(client);
  if (address === undefined) return undefined;
  const bits = address.length === 4 ? IPV4_SITE_BITS : IPV6_SITE_BITS;
  return formatNetwork({ base: masked(address, bits), bits });
}

/** A network as a CIDR, which `parseNetwork` reads back. */
export function formatNetwork({ base, bits }: Network): string {
  return `${formatAddress(base)}/${bits}`;
}

/** Reads `10.0.0.0/8`, `2001:db8::/32`, or one address; undefined for what is neither. */
export function parseNetwork(text: string): Network | undefined {
  const [, written = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(written);
  if (address === undefined) return undefined;
  const bits = length === undefined ? 8 * address.length : Number(length);
  return bits <= 8 * address.length ? { base: masked(address, bits), bits } : undefined;
}

/** Whether an address lies in a network; IPv4 never lies in one of IPv6. */
export function contains({ base, bits }: Network, address: Address): boolean {
  if (address.length !== base.length) return false;
  for (let at = 0; 8 * at < bits; at++) {
    if (((address[at] ?? 0) & maskOf(bits, at)) !== base[at]) return false;
  }
  return true;
}

function masked(address: Address, bits: number): Address {
  const base: number[] = [];
  for (let at = 0; at < address.length; at++) base.push((address[at] ?? 0) & maskOf(bits, at));
  return base;
}

/** The bits of a network's byte that are its own. */
function maskOf(bits: number, at: number): number {
  const kept = Math.min(8, Math.max(0, bits - 8 * at));
  return (0xff << (8 - kept)) & 0xff;
}
