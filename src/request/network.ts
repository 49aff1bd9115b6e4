/**
 * The network of a client as a CIDR: /24 for IPv4, /48 for IPv6 (what one site is usually given, RFC
 * 6177). Undefined for names and for addresses that are none.
 */
export function networkOf(client: string): string | undefined {
  return client.includes(':') ? networkOfIpv6(client) : networkOfIpv4(client);
}

const IPV4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/;

function networkOfIpv4(client: string): string | undefined {
  const prefix = IPV4.exec(client)?.[1];
  return prefix === undefined ? undefined : `${prefix}.0/24`;
}

const IPV6_GROUPS = 8;
const PREFIX_GROUPS = 3;

function networkOfIpv6(client: string): string | undefined {
  const mapped = /^::ffff:([\d.]+)$/i.exec(client)?.[1];
  if (mapped !== undefined) return networkOfIpv4(mapped);
  const address = client.split('%')[0] ?? client;
  if (!/^[0-9a-f:]+$/i.test(address)) return undefined;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : IPV6_GROUPS - groups.length - rest.length;
  if (zeros < 0 || (tail === undefined && groups.length !== IPV6_GROUPS)) return undefined;
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...rest];
  const prefix = all
    .slice(0, PREFIX_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(':').replace(/(:0)+$/, '')}::/48`;
}
