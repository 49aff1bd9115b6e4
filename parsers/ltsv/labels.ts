import { type NameTable, sameReading } from '../named-reading.ts';

/**
 * The labels that ltsv.org recommends for access logs, and those that come with them in the wild. `apptime` is
 * the upstream's time as nginx has it, `reqtime` the request's, both in seconds. `host` is the client here.
 *
 * - https://ltsv.org
 * - https://github.com/tkuchiki/log2ltsv
 * - https://www.rubydoc.info/gems/rack-ltsv_logger
 */
export const labels: NameTable = {
  time: { kind: 'time', stamp: 'either' },
  ...sameReading(['time_local', 'time_iso8601', 'timestamp', 'msec'], {
    kind: 'time',
    stamp: 'either',
    rank: 1,
  }),
  host: { kind: 'text', field: 'client' },
  ...sameReading(['remote_addr', 'remotehost', 'client_ip', 'ip'], {
    kind: 'text',
    field: 'client',
    rank: 1,
  }),
  ...sameReading(['forwardedfor', 'x_forwarded_for', 'http_x_forwarded_for', 'xff'], {
    kind: 'text',
    field: 'forwardedFor',
  }),
  ident: { kind: 'text', field: 'ident' },
  ...sameReading(['user', 'remote_user'], { kind: 'text', field: 'user' }),
  ...sameReading(['vhost', 'server_name', 'domain'], { kind: 'text', field: 'vhost' }),
  ...sameReading(['req', 'request'], { kind: 'request' }),
  ...sameReading(['method', 'request_method'], { kind: 'text', field: 'method' }),
  request_uri: { kind: 'text', field: 'target' },
  ...sameReading(['uri', 'url'], { kind: 'text', field: 'target', rank: 1 }),
  path: { kind: 'text', field: 'path' },
  ...sameReading(['query', 'args'], { kind: 'text', field: 'query' }),
  protocol: { kind: 'text', field: 'protocol' },
  ...sameReading(['referer', 'refer', 'http_referer'], { kind: 'text', field: 'referer' }),
  ...sameReading(['ua', 'user_agent', 'http_user_agent'], { kind: 'text', field: 'agent' }),
  status: { kind: 'number', field: 'status', unit: 'count' },
  ...sameReading(['size', 'body_bytes_sent', 'response_size'], {
    kind: 'number',
    field: 'bodyBytes',
    unit: 'count',
  }),
  bytes_sent: { kind: 'number', field: 'bytesOut', unit: 'count' },
  ...sameReading(['reqsize', 'request_length'], {
    kind: 'number',
    field: 'bytesIn',
    unit: 'count',
  }),
  ...sameReading(['reqtime', 'request_time', 'response_time'], {
    kind: 'number',
    field: 'durationMs',
    unit: 's',
    rank: 1,
  }),
  ...sameReading(['reqtime_microsec', 'request_time_microsec', 'taken_microsec'], {
    kind: 'number',
    field: 'durationMs',
    unit: 'us',
  }),
  reqtime_millisec: { kind: 'number', field: 'durationMs', unit: 'ms' },
  ...sameReading(['apptime', 'upstream_response_time'], {
    kind: 'number',
    field: 'upstreamMs',
    unit: 's',
    list: true,
  }),
};
