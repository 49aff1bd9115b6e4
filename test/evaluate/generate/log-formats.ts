import { loggedText } from './logged-text.ts';
import { HUNG_UP, type ServedRequest } from './server.ts';

/** Where a line is written: the host's name, the case's begin, and the place of the line. */
export interface LinePlace {
  readonly host: string;
  /** Epoch seconds UTC. */
  readonly epoch: number;
  /** From 1 on. */
  readonly number: number;
}

export const formatNames = [
  'apache_combined',
  'apache_combined_D',
  'vhost_combined_D',
  'nginx_combined',
  'nginx_rt',
  'lighttpd',
  'json',
  'uwsgi',
] as const;
export type FormatName = (typeof formatNames)[number];

export type ServerName = 'apache' | 'nginx' | 'lighttpd' | 'uwsgi';

/** How a server writes its lines, and the clock of its stamps. */
export interface LogFormat {
  readonly server: ServerName;
  /** As the server's configuration has it. */
  readonly directive: string;
  /** Whether lines tell how long their requests took: by a field, or by a start that is older than the line's neighbours. */
  readonly tellsDurations: boolean;
  readonly line: (served: ServedRequest, place: LinePlace) => string;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const MICROSECONDS = 1e6;

/**
 * https://httpd.apache.org/docs/2.4/mod/mod_log_config.html: %t is the start of a request;
 * https://nginx.org/en/docs/http/ngx_http_log_module.html and https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModAccesslog: its end.
 */
export const logFormats: Readonly<Record<FormatName, LogFormat>> = {
  apache_combined: {
    server: 'apache',
    directive: '%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"',
    tellsDurations: true,
    line: (served, place) => combined(served, place, 'apache'),
  },
  apache_combined_D: {
    server: 'apache',
    directive: '%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i" %D',
    tellsDurations: true,
    line: (served, place) => `${combined(served, place, 'apache')} ${microseconds(served)}`,
  },
  vhost_combined_D: {
    server: 'apache',
    directive: '%v:%p %h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i" %D',
    tellsDurations: true,
    line: (served, place) =>
      `shop.example:443 ${combined(served, place, 'apache')} ${microseconds(served)}`,
  },
  nginx_combined: {
    server: 'nginx',
    directive: 'combined',
    tellsDurations: false,
    line: (served, place) => combined(served, place, 'nginx'),
  },
  nginx_rt: {
    server: 'nginx',
    directive: 'combined with $request_time behind it',
    tellsDurations: true,
    line: (served, place) => `${combined(served, place, 'nginx')} ${seconds(served)}`,
  },
  lighttpd: {
    server: 'lighttpd',
    directive: '%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"',
    tellsDurations: false,
    line: (served, place) => combined(served, place, 'lighttpd'),
  },
  json: {
    server: 'nginx',
    directive: 'escape=json',
    tellsDurations: true,
    line: jsonLine,
  },
  uwsgi: {
    server: 'uwsgi',
    directive: 'uWSGI default',
    tellsDurations: true,
    line: uwsgiLine,
  },
};

/** The target of a connection on which no request ever came. */
export const NO_REQUEST = '-';

/** What a short head of a response takes; httpd's `%O` counts it, so that it is 0 only where nothing was sent. */
const HEAD_BYTES = 240;

function loggedBytes({ status, bytes, request }: ServedRequest, server: ServerName): number {
  const isSent = status !== HUNG_UP && request.target !== NO_REQUEST;
  return server === 'apache' && isSent ? bytes + HEAD_BYTES : bytes;
}

/** nginx writes 499 for a client that hung up, the others what they would have sent. */
function statusOf({ status, request }: ServedRequest, server: ServerName): number {
  return status === HUNG_UP && server !== 'nginx' ? request.status : status;
}

function combined(served: ServedRequest, { epoch }: LinePlace, server: ServerName): string {
  const { client, method } = served.request;
  const texts = [served.request.target, served.request.referer, served.request.agent];
  const [target, referer, agent] = texts.map((text) => loggedText(text, server));
  const at = new Date((epoch + served[server === 'apache' ? 'start' : 'end']) * 1000);
  const day = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  const time = `${day}:${at.toISOString().slice(11, 19)} +0000`;
  const request = target === NO_REQUEST ? NO_REQUEST : `${method} ${target} HTTP/1.1`;
  const second = server === 'lighttpd' ? 'shop.example' : '-';
  const status = statusOf(served, server);
  const bytes = loggedBytes(served, server);
  return `${client} ${second} - [${time}] "${request}" ${status} ${bytes} "${referer}" "${agent}"`;
}

function jsonLine(served: ServedRequest, { epoch }: LinePlace): string {
  const { client, method, target, referer, agent } = served.request;
  return JSON.stringify({
    time: new Date((epoch + served.end) * 1000).toISOString().replace(/\.\d+Z$/, '+00:00'),
    remote_addr: client,
    request_method: method,
    request_uri: target,
    server_protocol: 'HTTP/2.0',
    status: statusOf(served, 'nginx'),
    bytes_sent: served.bytes,
    request_time: Number(seconds(served)),
    http_referer: referer === '-' ? '' : referer,
    http_user_agent: agent,
  });
}

/** https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html: the default line has the time of the start without a zone. */
function uwsgiLine(served: ServedRequest, { epoch, number }: LinePlace): string {
  const { client, method } = served.request;
  const target = loggedText(served.request.target, 'uwsgi');
  const at = new Date((epoch + served.start) * 1000);
  const clock = at.toISOString().slice(11, 19);
  const day = String(at.getUTCDate()).padStart(2, ' ');
  const time = `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${day} ${clock} ${at.getUTCFullYear()}`;
  const took = Math.round((served.end - served.start) * 1000);
  const worker = 4100 + (number % 8);
  return (
    `[pid: ${worker}|app: 0|req: ${Math.ceil(number / 8)}/${number}] ${client} () {38 vars in 702 bytes} [${time}] ` +
    `${method} ${target} => generated ${served.bytes} bytes in ${took} msecs (HTTP/1.1 ${statusOf(served, 'uwsgi')}) ` +
    `4 headers in 131 bytes (1 switches on core 0)`
  );
}

function microseconds({ start, end }: ServedRequest): number {
  return Math.round((end - start) * MICROSECONDS);
}

function seconds({ start, end }: ServedRequest): string {
  return (end - start).toFixed(3);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
