/** The host of an `instance` label: without port, brackets, scheme and path. */
export function nodeOfInstance(instance: string): string {
  const authority = instance.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '');
  const { host } = /^\[(?<host>[^\]]+)\](?::\d+)?$/.exec(authority)?.groups ?? {};
  if (host !== undefined) return host;
  // More than one colon without brackets is a bare IPv6 address.
  return /^[^:]*:\d+$/.test(authority) ? authority.slice(0, authority.lastIndexOf(':')) : authority;
}

/**
 * Names that stand for one another: a fully qualified name goes by its first label when that alone is
 * a node too and no other node has it as its first label. Munin uses the one, Prometheus the other.
 */
export function shortNames(nodes: ReadonlySet<string>): ReadonlyMap<string, string> {
  const short = new Map<string, string>();
  for (const node of nodes) {
    if (node.includes('.')) continue;
    const qualified = [...nodes].filter((other) => other.startsWith(`${node}.`));
    const [only] = qualified;
    if (only !== undefined && qualified.length === 1) short.set(only, node);
  }
  return short;
}
