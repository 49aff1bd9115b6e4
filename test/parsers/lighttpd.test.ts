import { describe, expect, it } from 'vitest';
import { lighttpd } from '../../parsers/lighttpd/index.ts';
import { describeRoom } from './contract.ts';
import { compiled, readLine } from './read-line.ts';

describeRoom({
  room: lighttpd,
  escaping: 'backslash',
  print: ({ client, vhost, user, time, request, status, bytes, referer, agent }) =>
    `${client} ${vhost} ${user} [${time}] "${request}" ${status} ${bytes} "${referer}" "${agent}"`,
  refused: [
    ['%h %S', /%S is no directive of lighttpd; the nearest is %s/],
    ['%h %200s', /knows no statuses/],
    ['%{years}T', /no directive of lighttpd/],
    ['%h %', /does not end in a directive/],
    ['%{end:yesterday}t', /tells no date/],
  ],
});

describe('the directives of accesslog.format', () => {
  const at = Date.UTC(2026, 10, 21, 4, 6, 17);
  it.each([
    ['%t', '[21/Nov/2026:05:06:17 +0100]', { endMs: at }],
    ['%{begin:%d/%b/%Y:%H:%M:%S %z}t', '21/Nov/2026:05:06:17 +0100', { startMs: at }],
    ['%{begin:}t', '[21/Nov/2026:05:06:17 +0100]', { startMs: at }],
    ['%{nsec}t', `${at}000000`, { endMs: at }],
    ['%{sec}t.%{nsec_frac}t', `${at / 1000}.500000000`, { endMs: at + 500 }],
    ['%D', '-1', {}],
    ['%{ms}T', '7', { durationMs: 7 }],
    ['%{nsec}T', '7000000', { durationMs: 7 }],
    ['%I %O %b', '10 20 -', { bytesIn: 10, bytesOut: 20 }],
    ['%X', '+', { connection: '+' }],
    ['%{PHPSESSID}C %{REMOTE_USER}e', ' x', {}],
    ['%v %V', 'a.example b.example', { vhost: 'b.example' }],
    ['%U?%q %m', '/a?b=1 GET', { path: '/a', query: 'b=1', method: 'GET' }],
    ['%h\\t%u\\"', '192.0.2.1\tjo"', { client: '192.0.2.1', user: 'jo' }],
    ['%l %{mask}a', '- 192.0.2.0', { client: '192.0.2.0' }],
  ])('%s reads %s', (format, line, record) => {
    expect(readLine(compiled(lighttpd, format), line)).toEqual(record);
  });
});
