import type { NameTable } from '../named-reading.ts';

/**
 * Caddy's access log. `ts` is the time of writing, `duration` seconds (text with its unit under
 * `duration_format string`), `size` the bytes of the body written, `bytes_read` those of the request's body.
 *
 * - https://caddyserver.com/docs/caddyfile/directives/log
 * - https://github.com/caddyserver/caddy/blob/master/modules/caddyhttp/server.go
 * - https://github.com/caddyserver/caddy/blob/master/modules/caddyhttp/marshalers.go
 */
export const caddyNames: NameTable = {
  ts: { kind: 'time', stamp: 'endMs' },
  'request.client_ip': { kind: 'text', field: 'client' },
  'request.remote_ip': { kind: 'text', field: 'client', rank: 1 },
  /** With the port behind it, until version 2.5. */
  'request.remote_addr': { kind: 'text', field: 'client', rank: 2 },
  'request.headers.X-Forwarded-For': { kind: 'text', field: 'forwardedFor' },
  user_id: { kind: 'text', field: 'user' },
  'request.host': { kind: 'text', field: 'vhost' },
  'request.method': { kind: 'text', field: 'method' },
  'request.uri': { kind: 'text', field: 'target' },
  'request.proto': { kind: 'text', field: 'protocol' },
  'request.headers.Referer': { kind: 'text', field: 'referer' },
  'request.headers.User-Agent': { kind: 'text', field: 'agent' },
  status: { kind: 'number', field: 'status', unit: 'count' },
  size: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  bytes_read: { kind: 'number', field: 'bytesIn', unit: 'count' },
  duration: { kind: 'number', field: 'durationMs', unit: 's' },
};

/**
 * Traefik's access log. Durations are nanoseconds. `time`, the time of writing in whole seconds, is left out:
 * start and duration tell more.
 *
 * - https://doc.traefik.io/traefik/observability/access-logs/
 * - https://github.com/traefik/traefik/blob/master/pkg/middlewares/accesslog/logdata.go
 */
export const traefikNames: NameTable = {
  StartUTC: { kind: 'time', stamp: 'startMs' },
  StartLocal: { kind: 'time', stamp: 'startMs', rank: 1 },
  ClientHost: { kind: 'text', field: 'client' },
  'request_X-Forwarded-For': { kind: 'text', field: 'forwardedFor' },
  ClientUsername: { kind: 'text', field: 'user' },
  RequestHost: { kind: 'text', field: 'vhost' },
  RequestMethod: { kind: 'text', field: 'method' },
  RequestPath: { kind: 'text', field: 'target' },
  RequestProtocol: { kind: 'text', field: 'protocol' },
  request_Referer: { kind: 'text', field: 'referer' },
  'request_User-Agent': { kind: 'text', field: 'agent' },
  DownstreamStatus: { kind: 'number', field: 'status', unit: 'count' },
  DownstreamContentSize: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  RequestContentSize: { kind: 'number', field: 'bytesIn', unit: 'count' },
  Duration: { kind: 'number', field: 'durationMs', unit: 'ns' },
  OriginDuration: { kind: 'number', field: 'upstreamMs', unit: 'ns' },
};

/**
 * AWS API Gateway's access log, by the names of its `$context` variables, which its examples use. `requestTime`
 * is when the request came, latencies are milliseconds.
 *
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 * - https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const apiGatewayNames: NameTable = {
  requestTimeEpoch: { kind: 'time', stamp: 'startMs' },
  requestTime: { kind: 'time', stamp: 'startMs', rank: 1 },
  ip: { kind: 'text', field: 'client' },
  sourceIp: { kind: 'text', field: 'client' },
  user: { kind: 'text', field: 'user' },
  domainName: { kind: 'text', field: 'vhost' },
  httpMethod: { kind: 'text', field: 'method' },
  path: { kind: 'text', field: 'path' },
  resourcePath: { kind: 'text', field: 'path', rank: 1 },
  protocol: { kind: 'text', field: 'protocol' },
  userAgent: { kind: 'text', field: 'agent' },
  status: { kind: 'number', field: 'status', unit: 'count' },
  responseLength: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  responseLatency: { kind: 'number', field: 'durationMs', unit: 'ms' },
  integrationLatency: { kind: 'number', field: 'upstreamMs', unit: 'ms' },
};
