import { type NameTable, sameReading } from '../named-reading.ts';
import type { Unit } from '../quantity.ts';

/** What people call a duration of the whole request. */
const durationNames = [
  'request_time',
  'response_time',
  'reqtime',
  'duration',
  'elapsed',
  'elapsed_time',
  'latency',
  'took',
  'time_taken',
] as const;

/** What they put behind it for the unit. */
const unitSuffixes: Readonly<Record<Unit, readonly string[]>> = {
  s: ['s', 'sec', 'secs', 'seconds'],
  ms: ['ms', 'msec', 'millis', 'milliseconds'],
  us: ['us', 'usec', 'micros', 'microsec', 'microseconds'],
  ns: ['ns', 'nsec', 'nanos', 'nanoseconds'],
  count: [],
};

/** Durations whose name tells the unit: `request_time_ms`, `latencyMs`, `elapsed_seconds`. */
const suffixedDurations: NameTable = Object.fromEntries(
  (['s', 'ms', 'us', 'ns'] as const).flatMap((unit) =>
    durationNames
      .flatMap((name) => unitSuffixes[unit].map((suffix) => `${name}_${suffix}`))
      .map((name) => [name, { kind: 'number', field: 'durationMs', unit }] as const),
  ),
);

/**
 * Names as people give them to the values in `log_format … escape=json` and in an Apache `LogFormat` of JSON, and
 * as alp takes them: the vendors' own names of variables and directives, with and without their prefixes.
 * `request_time` and `response_time` are seconds, as nginx prints and alp reads them; a bare `duration` tells no
 * unit, and is read only where its value does (`12ms`).
 *
 * - https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format
 * - https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats
 * - https://github.com/tkuchiki/alp#json
 */
export const names: NameTable = {
  ...sameReading(
    ['remote_addr', 'client_ip', 'remote_ip', 'client_addr', 'client_address', 'remote_address'],
    { kind: 'text', field: 'client' },
  ),
  ...sameReading(['ip', 'client', 'remote_host', 'source_ip', 'src_ip', 'clienthost'], {
    kind: 'text',
    field: 'client',
    rank: 1,
  }),
  ...sameReading(['realip_remote_addr', 'peer'], { kind: 'text', field: 'peer' }),
  ...sameReading(
    [
      'http_x_forwarded_for',
      'x_forwarded_for',
      'forwarded_for',
      'proxy_add_x_forwarded_for',
      'xff',
    ],
    { kind: 'text', field: 'forwardedFor' },
  ),
  ...sameReading(['ident', 'remote_logname'], { kind: 'text', field: 'ident' }),
  ...sameReading(['remote_user', 'auth_user', 'user', 'username', 'user_name'], {
    kind: 'text',
    field: 'user',
  }),
  ...sameReading(['host', 'vhost', 'virtual_host', 'domain'], { kind: 'text', field: 'vhost' }),
  ...sameReading(['http_host', 'server_name', 'authority'], {
    kind: 'text',
    field: 'vhost',
    rank: 1,
  }),
  ...sameReading(['request', 'request_line', 'req'], { kind: 'request' }),
  ...sameReading(['request_method', 'method', 'http_method', 'verb'], {
    kind: 'text',
    field: 'method',
  }),
  ...sameReading(['request_uri'], { kind: 'text', field: 'target' }),
  ...sameReading(['uri', 'url', 'request_url', 'target', 'request_target', 'request_path'], {
    kind: 'text',
    field: 'target',
    rank: 1,
  }),
  ...sameReading(['path', 'document_uri'], { kind: 'text', field: 'path' }),
  ...sameReading(['args', 'query_string', 'query'], { kind: 'text', field: 'query' }),
  ...sameReading(['server_protocol', 'protocol', 'proto', 'http_protocol', 'request_protocol'], {
    kind: 'text',
    field: 'protocol',
  }),
  ...sameReading(['http_referer', 'referer', 'referrer', 'http_referrer', 'request_referer'], {
    kind: 'text',
    field: 'referer',
  }),
  ...sameReading(['http_user_agent', 'user_agent', 'agent', 'ua', 'request_user_agent'], {
    kind: 'text',
    field: 'agent',
  }),
  connection_status: { kind: 'text', field: 'connection' },
  status: { kind: 'number', field: 'status', unit: 'count' },
  ...sameReading(
    [
      'status_code',
      'http_status',
      'http_status_code',
      'response_status',
      'response_code',
      'code',
      'response',
    ],
    { kind: 'number', field: 'status', unit: 'count', rank: 1 },
  ),
  ...sameReading(
    [
      'body_bytes_sent',
      'body_bytes',
      'size',
      'bytes',
      'response_size',
      'response_length',
      'body_size',
    ],
    { kind: 'number', field: 'bodyBytes', unit: 'count' },
  ),
  ...sameReading(['bytes_sent', 'bytes_out', 'sent_bytes'], {
    kind: 'number',
    field: 'bytesOut',
    unit: 'count',
  }),
  ...sameReading(['request_length', 'request_size', 'reqsize', 'bytes_received', 'bytes_in'], {
    kind: 'number',
    field: 'bytesIn',
    unit: 'count',
  }),
  ...sameReading(durationNames, { kind: 'number', field: 'durationMs', rank: 1 }),
  ...suffixedDurations,
  ...sameReading(['request_time', 'response_time', 'reqtime'], {
    kind: 'number',
    field: 'durationMs',
    unit: 's',
    list: true,
  }),
  ...sameReading(['upstream_response_time', 'upstream_time', 'upstream_response_time_s'], {
    kind: 'number',
    field: 'upstreamMs',
    unit: 's',
    list: true,
  }),
  ...sameReading(['msec', 'time_iso8601', 'time_local'], { kind: 'time', stamp: 'either' }),
  ...sameReading(['time', 'timestamp', 'ts', 'date', 'datetime', 'access_time'], {
    kind: 'time',
    stamp: 'either',
    rank: 1,
  }),
  ...sameReading(['start_time', 'request_start', 'begin'], { kind: 'time', stamp: 'startMs' }),
  ...sameReading(['end_time', 'request_end'], { kind: 'time', stamp: 'endMs' }),
};
