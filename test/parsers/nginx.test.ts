import { describe, expect, it } from 'vitest';
import { nginx } from '../../parsers/nginx/index.ts';
import { describeRoom } from './contract.ts';
import { compiled, escapeText, readLine } from './read-line.ts';

describeRoom({
  room: nginx,
  escaping: 'hex',
  print: ({ client, user, time, request, status, bytes, referer, agent }) =>
    `${client} - ${user} [${time}] "${request}" ${status} ${bytes} "${referer}" "${agent}"`,
  refused: [
    ['$remote_addr $', /not followed by a variable's name/],
    ['${status', /not followed by a variable's name/],
    ['escape=html $status', /none of default, json, none/],
    ['$status$request_id', /stand side by side/],
    ['nothing', /holds no directive/],
  ],
});

describe('the variables of log_format', () => {
  const at = Date.UTC(2026, 10, 21, 4, 6, 17);
  it.each([
    ['[$time_local]', '[21/Nov/2026:05:06:17 +0100]', { endMs: at }],
    ['$time_iso8601 $status', '2026-11-21T05:06:17+01:00 200', { endMs: at, status: 200 }],
    ['$msec', `${at / 1000}.042`, { endMs: at + 42 }],
    ['$msec [$time_local]', `${at / 1000}.042 [21/Nov/2026:05:06:17 +0100]`, { endMs: at + 42 }],
    ['[$time_local] $msec', `[21/Nov/2026:05:06:17 +0100] ${at / 1000}.042`, { endMs: at + 42 }],
    ['$request_time', '0.057', { durationMs: 57 }],
    ['$status', '000', { status: 0 }],
    ['$upstream_response_time', '0.100, 0.200 : 0.300', { upstreamMs: 600 }],
    ['$upstream_response_time $pipe', '0.100, 0.200 : 0.300 .', { upstreamMs: 600 }],
    ['$upstream_response_time x', '- x', {}],
    ['"$upstream_response_time"', '"0.5, -"', { upstreamMs: 500 }],
    ['$upstream_addr $status', '10.0.0.1:80, 10.0.0.2:80 : unix:/a.sock 502', { status: 502 }],
    [
      '$http_x_forwarded_for - $remote_addr',
      '192.0.2.1, 10.0.0.1 - 10.0.0.2',
      { forwardedFor: '192.0.2.1, 10.0.0.1', client: '10.0.0.2' },
    ],
    [
      '$remote_addr - $status',
      '192.0.2.1, 10.0.0.1 - 200',
      { client: '192.0.2.1, 10.0.0.1', status: 200 },
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx writes variables so.
    ['${status}ms$request_id', '200msab', { status: 200 }],
    [
      '$request_method $scheme://$host$request_uri',
      'GET https://a.example/b?c',
      { method: 'GET', vhost: 'a.example', target: '/b?c' },
    ],
    [
      '$uri$is_args$args $server_protocol',
      '/a?b=1 HTTP/2.0',
      { path: '/a', query: 'b=1', protocol: 'HTTP/2.0' },
    ],
    ['$uri$is_args$args $server_protocol', '/a HTTP/2.0', { path: '/a', protocol: 'HTTP/2.0' }],
    [
      '$bytes_sent $request_length $realip_remote_addr',
      '9 8 10.0.0.1',
      { bytesOut: 9, bytesIn: 8, peer: '10.0.0.1' },
    ],
    ['$constructor $my_map', 'x y', {}],
    [
      "'$remote_addr ' '\"$request\" $status';",
      '192.0.2.1 "x" 200',
      { client: '192.0.2.1', request: 'x', status: 200 },
    ],
    [
      "log_format timed escape=default '$status '\n  '$request_time';",
      '200 0.001',
      { status: 200, durationMs: 1 },
    ],
    ['escape=none "$http_user_agent" $status', '"a\\"b" 200', { agent: 'a\\"b', status: 200 }],
  ])('%s reads %s', (format, line, record) => {
    expect(readLine(compiled(nginx, format), line)).toEqual(record);
  });

  it('undoes the escapes of a configuration file', () => {
    const parser = compiled(nginx, String.raw`'$status\t\'$remote_user\' ' '\\d\q$pipe\n';`);
    expect(readLine(parser, "200\t'jo' \\d\\q.\n")).toEqual({ status: 200, user: 'jo' });
  });

  it('reads lines of JSON', () => {
    const format =
      'escape=json \'{"time":"$time_iso8601","agent":"$http_user_agent",\' \'"took":$request_time,"up":"$upstream_response_time"}\'';
    const agent = 'Zoë "😀" \\ \t\u0001';
    const line = `{"time":"2026-11-21T05:06:17+01:00","agent":"${escapeText(agent, 'json')}","took":0.25,"up":""}`;
    expect(readLine(compiled(nginx, format), line)).toEqual({ endMs: at, agent, durationMs: 250 });
  });

  it.each([
    ['$request_time', '0.0.1', '$request_time is no number'],
    ['$status x', '2x x', '$status is no number'],
    ['[$time_local]', '[21/Nov/2026:05:06:61 +0100]', '$time_local is no time'],
    ['"$upstream_response_time"', '"0.1, fast"', '$upstream_response_time is no number'],
  ])('%s misses %s', (format, line, reason) => {
    expect(readLine(compiled(nginx, format), line)).toHaveProperty('reason', reason);
  });
});
