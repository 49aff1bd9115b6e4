/** An IP address as its bytes: 4 of IPv4, 16 of IPv6. IPv4 mapped into IPv6 (`::ffff:192.0.2.1`) is IPv4. */
export type Address = readonly number[];

const IPV4_BYTES = 4;
const IPV6_GROUPS = 8;
const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff] as const;

/**
 * Reads an address as logs and `X-Forwarded-For` carry it: also in brackets, with a port, with a zone (`%eth0`), in
 * capitals. Undefined for names and for what is none.
 */
export function parseAddress(text: string): Address | undefined {
  const bare =
    /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return bare.includes(':') ? parseIpv6(bare.replace(/%.*$/s, '')) : parseIpv4(bare);
}

function parseIpv4(text: string): Address | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** RFC 4291, 2.2: groups, one run of zeros as `::`, the last 32 bits as IPv4 where it is written so. */
function parseIpv6(text: string): Address | undefined {
  const [head = '', tail, more] = text.split('::');
  const before = groupBytes(head, tail === undefined);
  const after = tail === undefined ? [] : groupBytes(tail, true);
  if (before === undefined || after === undefined || more !== undefined) return undefined;
  const zeros = 2 * IPV6_GROUPS - before.length - after.length;
  if (tail === undefined ? zeros !== 0 : zeros < 2) return undefined;
  const bytes = [...before, ...Array<number>(zeros).fill(0), ...after];
  const isMapped = MAPPED_PREFIX.every((byte, at) => bytes[at] === byte);
  return isMapped ? bytes.slice(MAPPED_PREFIX.length) : bytes;
}

function groupBytes(text: string, mayEndInIpv4: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [at, group] of groups.entries()) {
    const isLast = at === groups.length - 1;
    const ipv4 = isLast && mayEndInIpv4 ? parseIpv4(group) : undefined;
    if (ipv4 === undefined && !/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    bytes.push(...(ipv4 ?? [value >> 8, value & 0xff]));
  }
  return bytes;
}

/** The one way to write an address: RFC 5952 for IPv6, dotted decimals for IPv4. */
export function formatAddress(address: Address): string {
  if (address.length === IPV4_BYTES) return address.join('.');
  const groups = Array.from({ length: IPV6_GROUPS }, (_, at) =>
    (((address[2 * at] ?? 0) << 8) | (address[2 * at + 1] ?? 0)).toString(16),
  );
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.join(':');
  const head = groups.slice(0, zeros.start).join(':');
  return `${head}::${groups.slice(zeros.start + zeros.length).join(':')}`;
}

/** The first of the longest runs of zero groups. */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [at, group] of groups.entries()) {
    length = group === '0' ? length + 1 : 0;
    if (length > longest.length) longest = { start: at - length + 1, length };
  }
  return longest;
}
