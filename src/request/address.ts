import { formatIpv4, parseIpv4 } from './ipv4.ts';
import { formatIpv6, parseIpv6 } from './ipv6.ts';

/** An IP address as its bytes: 4 of IPv4, 16 of IPv6. IPv4 mapped into IPv6 (`::ffff:192.0.2.1`) is IPv4. */
export type Address = readonly number[];

const IPV4_BYTES = 4;
const MAPPED_PREFIX: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/**
 * Reads an address as logs and `X-Forwarded-For` carry it: also in brackets, with a port, with a zone (`%eth0`), in
 * capitals. Undefined for names and for what is none.
 */
export function parseAddress(text: string): Address | undefined {
  const bare = withoutPort(text);
  if (!bare.includes(':')) return parseIpv4(bare);
  const zone = bare.indexOf('%');
  const bytes = parseIpv6(zone < 0 ? bare : bare.slice(0, zone));
  return bytes !== undefined && isMapped(bytes) ? bytes.slice(MAPPED_PREFIX.length) : bytes;
}

function withoutPort(text: string): string {
  if (text.startsWith('[')) return /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text;
  return /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

function isMapped(bytes: Address): boolean {
  for (let at = 0; at < MAPPED_PREFIX.length; at++) {
    if (bytes[at] !== MAPPED_PREFIX[at]) return false;
  }
  return true;
}

/** The one way to write an address: RFC 5952 for IPv6, dotted decimals for IPv4. */
export function formatAddress(address: Address): string {
  return address.length === IPV4_BYTES ? formatIpv4(address) : formatIpv6(address);
}
