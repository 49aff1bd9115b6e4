/**
 * The paths of collectd's RRD files, `<host>/<plugin>-<instance>/<type>-<instance>.rrd`.
 * https://github.com/collectd/collectd/blob/main/src/utils/common/common.c (`format_name`)
 */
export interface CollectdName {
  /** The folders above the plugin's, the last of which is the host's; '' where the path begins below it. */
  readonly hostFolder: string;
  readonly plugin: string;
  readonly pluginInstance?: string;
  readonly type: string;
  readonly typeInstance?: string;
}

const pathShape =
  /^(?:(?<hostFolder>.*)\/)?(?<plugin>[^/-]+)(?:-(?<pluginInstance>[^/]+))?\/(?<type>[^/-]+)(?:-(?<typeInstance>[^/]+))?\.rrd$/;

/** Takes a path apart, with `/` between its parts. Undefined when it has not the form. */
export function collectdName(path: string): CollectdName | undefined {
  const {
    hostFolder = '',
    plugin,
    pluginInstance,
    type,
    typeInstance,
  } = pathShape.exec(path)?.groups ?? {};
  if (plugin === undefined || type === undefined) return undefined;
  return {
    hostFolder,
    plugin,
    ...(pluginInstance === undefined ? {} : { pluginInstance }),
    type,
    ...(typeInstance === undefined ? {} : { typeInstance }),
  };
}

/**
 * Types that plugins of collectd write, for telling its folders from others of the same form.
 * https://github.com/collectd/collectd/blob/main/src/types.db
 */
const typesOfPlugin: Readonly<Record<string, readonly string[]>> = {
  apache: ['apache_bytes', 'apache_connections', 'apache_requests', 'apache_scoreboard'],
  conntrack: ['conntrack'],
  cpu: ['cpu', 'percent'],
  df: ['df', 'df_complex', 'percent_bytes'],
  disk: ['disk_octets', 'disk_ops', 'disk_io_time'],
  interface: ['if_octets', 'if_packets', 'if_errors'],
  load: ['load'],
  memory: ['memory', 'percent'],
  nginx: ['nginx_connections', 'nginx_requests'],
  processes: ['ps_state', 'ps_count', 'ps_rss', 'fork_rate'],
  swap: ['swap', 'swap_io'],
  tcpconns: ['tcp_connections'],
  uptime: ['uptime'],
  users: ['users'],
  vmem: ['vmpage_io', 'vmpage_number'],
};

/** Whether a name is one that a stock plugin of collectd gives. */
export function isStockName({ plugin, type }: CollectdName): boolean {
  return typesOfPlugin[plugin]?.includes(type) ?? false;
}
