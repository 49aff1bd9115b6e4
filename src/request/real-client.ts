import { formatAddress, parseAddress } from './address.ts';
import { contains, type Network, parseNetwork } from './network.ts';

/**
 * Networks that no client on the Internet comes from: a peer there is a proxy of one's own. RFC 1918, RFC 6598 (carrier
 * and cloud load balancers), RFC 1122 and RFC 3927 (the host itself, the link), RFC 4193 and RFC 4291.
 */
const PRIVATE_NETWORKS: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

/** Hops of a forwarded list that are looked at, from its end: the rest is what a client made up. */
export const MAX_HOPS = 32;

/** What a line tells of where a request came from. */
export interface Origin {
  /** The peer of the connection; itself a list where the server writes `X-Forwarded-For` in its place. */
  readonly client: string;
  /** The `X-Forwarded-For` list: each proxy adds at the end whom it heard from. */
  readonly forwardedFor?: string | undefined;
}

/**
 * Finds the client behind proxies as nginx' `real_ip_recursive` does: from the end of the list on the first address that
 * is no trusted proxy, since what stands before it the client may have made up. Private networks are trusted always.
 * https://nginx.org/en/docs/http/ngx_http_realip_module.html
 */
export class RealClient {
  readonly #trusted: readonly Network[];

  /** `proxies` are trusted beside the private networks. */
  constructor(proxies: readonly Network[] = []) {
    this.#trusted = [...proxies, ...privateNetworks];
  }

  /** The client's address in its normal form; its name in lower case where the server logged a name. */
  of({ client, forwardedFor = '' }: Origin): string {
    const isAlone = forwardedFor === '' && !IN_A_LIST.test(client);
    return (
      (isAlone ? addressIn(client) : this.#nearest(client, forwardedFor)) ?? client.toLowerCase()
    );
  }

  #nearest(client: string, forwardedFor: string): string | undefined {
    const hops = [...hopsOf(forwardedFor), ...hopsOf(client)].slice(-MAX_HOPS).reverse();
    let nearest: string | undefined;
    for (const hop of hops) {
      const address = parseAddress(hop);
      if (address === undefined) break;
      nearest = formatAddress(address);
      if (!this.#trusted.some((network) => contains(network, address))) break;
    }
    return nearest;
  }
}

/** Whether a client's address is of a network that nobody on the Internet comes from; false for names. */
export function isOwnNetwork(client: string): boolean {
  const address = parseAddress(client);
  return address !== undefined && privateNetworks.some((network) => contains(network, address));
}

/** What one hop has only where it stands in a list. */
const IN_A_LIST = /[\s",]/;

function addressIn(hop: string): string | undefined {
  const address = parseAddress(hop);
  return address === undefined ? undefined : formatAddress(address);
}

function hopsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((hop) => hop.replace(/^[\s"]+|[\s"]+$/g, ''))
    .filter((hop) => hop !== '');
}

const privateNetworks: readonly Network[] = PRIVATE_NETWORKS.flatMap(
  (text) => parseNetwork(text) ?? [],
);
