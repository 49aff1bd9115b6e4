import type { Reading, TimeReading } from '../part.ts';
import { CLF_PATTERN } from '../time-pattern.ts';

/**
 * What the variables of `log-format` print, those that fill a field. Every other name is read and dropped: `metric.` and
 * `var.` take any name, and applications set variables of their own. What is empty is printed as `-`.
 *
 * A request starts when a worker takes it from the listen queue; the line is written at its end. All times are of
 * the start but `epoch`, and all are of the machine's local zone.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html
 * - https://github.com/unbit/uwsgi/blob/master/core/logging.c (uwsgi_lf_…)
 */
export const variables: Readonly<Record<string, Reading>> = {
  // A list of addresses with `log-x-forwarded-for`.
  addr: { kind: 'text', field: 'client', list: true },
  cl: { kind: 'number', field: 'bytesIn', unit: 'count' },
  ctime: { kind: 'time', stamp: 'startMs', pattern: '%a %b %e %H:%M:%S %Y' },
  epoch: { kind: 'number', field: 'endMs', unit: 's' },
  // Of reading and writing; the client has hung up where writing fails.
  ioerr: { kind: 'text', field: 'connection', weak: true },
  host: { kind: 'text', field: 'vhost' },
  ltime: { kind: 'time', stamp: 'startMs', pattern: CLF_PATTERN },
  method: { kind: 'text', field: 'method' },
  micros: { kind: 'number', field: 'durationMs', unit: 'us' },
  msecs: { kind: 'number', field: 'durationMs', unit: 'ms', weak: true },
  proto: { kind: 'text', field: 'protocol' },
  referer: { kind: 'text', field: 'referer' },
  rsize: { kind: 'number', field: 'bodyBytes', unit: 'count' },
  secs: { kind: 'number', field: 'durationMs', unit: 's', decimals: true },
  size: { kind: 'number', field: 'bytesOut', unit: 'count' },
  status: { kind: 'number', field: 'status', unit: 'count' },
  time: { kind: 'number', field: 'startMs', unit: 's', weak: true },
  tmicros: { kind: 'number', field: 'startMs', unit: 'us' },
  tmsecs: { kind: 'number', field: 'startMs', unit: 'ms' },
  uagent: { kind: 'text', field: 'agent' },
  uri: { kind: 'text', field: 'target', opener: '/' },
  user: { kind: 'text', field: 'user' },
  werr: { kind: 'text', field: 'connection' },
  'var.CONTENT_LENGTH': { kind: 'number', field: 'bytesIn', unit: 'count', weak: true },
  'var.HTTP_HOST': { kind: 'text', field: 'vhost', weak: true },
  'var.HTTP_REFERER': { kind: 'text', field: 'referer', weak: true },
  'var.HTTP_USER_AGENT': { kind: 'text', field: 'agent', weak: true },
  'var.HTTP_X_FORWARDED_FOR': { kind: 'text', field: 'forwardedFor', list: true },
  'var.PATH_INFO': { kind: 'text', field: 'path', opener: '/' },
  'var.QUERY_STRING': { kind: 'text', field: 'query' },
  'var.REMOTE_ADDR': { kind: 'text', field: 'client', weak: true },
  'var.REMOTE_USER': { kind: 'text', field: 'user', weak: true },
  'var.REQUEST_METHOD': { kind: 'text', field: 'method', weak: true },
  'var.REQUEST_URI': { kind: 'text', field: 'target', opener: '/', weak: true },
  'var.SERVER_NAME': { kind: 'text', field: 'vhost', weak: true },
  'var.SERVER_PROTOCOL': { kind: 'text', field: 'protocol', weak: true },
};

/** What `%(ftime)` prints: the pattern of `log-date` where there is one, else what `%(ltime)` does. */
export function ftimeOf(pattern: string | undefined): TimeReading {
  return { kind: 'time', stamp: 'startMs', pattern: pattern ?? CLF_PATTERN };
}
