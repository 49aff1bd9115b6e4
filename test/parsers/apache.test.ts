import { describe, expect, it } from 'vitest';
import { directives } from '../../parsers/apache/directives.ts';
import { apache } from '../../parsers/apache/index.ts';
import { describeRoom } from './contract.ts';
import { compiled, parserOf, readLine, readWholeLine, refusal, zonelessIn } from './read-line.ts';

describeRoom({
  room: apache,
  escaping: 'backslash',
  print: ({ client, user, time, request, status, bytes, referer, agent }) =>
    `${client} - ${user} [${time}] "${request}" ${status} ${bytes} "${referer}" "${agent}"`,
  refused: [
    ['%h %Y', /%Y is no directive of Apache/],
    ['%h %', /does not end in a directive/],
    ['%{Referer', /does not end in a directive/],
    ['%h%u', /stand side by side/],
    ['%{fortnight}T', /no directive of Apache$/],
    ['%{%H:%M}t', /tells no date/],
    ['%{%d/%E}t', /%E is no strftime conversion/],
    ['plain text', /holds no directive/],
    ['', /holds no directive/],
    ['%h '.repeat(129), /more than 128 directives/],
  ],
});

describe('a line that was pasted without its client', () => {
  it('is a record of all the rest', () => {
    const line =
      '- - [15/Nov/2007:08:10:56 -0500] "GET /php/call.php?page=somearg HTTP/1.0" 200 5105062572';
    expect(readLine(parserOf('clientless'), line)).toEqual({
      startMs: Date.UTC(2007, 10, 15, 13, 10, 56),
      request: 'GET /php/call.php?page=somearg HTTP/1.0',
      method: 'GET',
      target: '/php/call.php?page=somearg',
      protocol: 'HTTP/1.0',
      status: 200,
      bodyBytes: 5105062572,
    });
  });
});

describe('the directives of LogFormat', () => {
  it.each([
    ['%a %{c}a %h', '192.0.2.1 10.0.0.1 a.example', { client: '192.0.2.1', peer: '10.0.0.1' }],
    ['%h', 'a.example', { client: 'a.example' }],
    ['%s %>s', '302 200', { status: 200 }],
    ['%>s %s', '200 302', { status: 200 }],
    ['%<s', '302', { status: 302 }],
    ['%b', '-', {}],
    ['%B', '0', { bodyBytes: 0 }],
    ['%I %O %S', '10 20 30', { bytesIn: 10, bytesOut: 20 }],
    ['%D', '1234567', { durationMs: 1234.567 }],
    ['%Dus', '384us', { durationMs: 0.384 }],
    ['%T %D', '1 1234567', { durationMs: 1234.567 }],
    ['%{s}T', '2', { durationMs: 2000 }],
    ['%{ms}T', '2', { durationMs: 2 }],
    ['%{us}T', '2000', { durationMs: 2 }],
    ['%D', '-12', {}],
    [
      '"%m %U%q %H"',
      '"GET /a?b=1 HTTP/1.1"',
      { method: 'GET', path: '/a', query: 'b=1', protocol: 'HTTP/1.1' },
    ],
    ['"%m %U%q %H"', '"GET /a HTTP/1.1"', { method: 'GET', path: '/a', protocol: 'HTTP/1.1' }],
    ['"%U"', '"/a\\"b"', { path: '/a"b' }],
    ['%!200,304{Referer}i', '-', {}],
    ['%400,501{User-agent}i', 'curl', { agent: 'curl' }],
    [
      '%{X-Forwarded-For}i %h',
      '192.0.2.1, 10.0.0.1 10.0.0.2',
      { forwardedFor: '192.0.2.1, 10.0.0.1', client: '10.0.0.2' },
    ],
    ['%v %V %{Host}i', 'a.example b.example c.example', { vhost: 'a.example' }],
    ['%V', 'b.example', { vhost: 'b.example' }],
    ['%X', 'X', { connection: 'X' }],
    ['%k %P %{tid}P %f %R %L %{c}L %A %p %{remote}p', '1 2 3 /f h l c 10.0.0.1 80 4321', {}],
    ['%{SSL_PROTOCOL}x %{cipher}c %{UNIQUE_ID}e %{n}n %{Age}o %{id}C', 'TLSv1.3 c u n a i', {}],
    ['%^FB %^FU %{X}^ti %{X}^to %F %B', '12 34 a b F 7', { bodyBytes: 7 }],
    ['100%% %h', '100% x', { client: 'x' }],
    ['\\"%h\\"\\t%u', '"x"\tjo', { client: 'x', user: 'jo' }],
    ['%h\\q', 'x\\q', { client: 'x' }],
  ])('%s reads %s', (format, line, record) => {
    expect(readLine(compiled(apache, format), line)).toEqual(record);
  });

  const at = Date.UTC(2026, 10, 21, 4, 6, 17);
  it.each([
    ['%t', '[21/Nov/2026:05:06:17 +0100]', { startMs: at }],
    ['%{begin}t', '[21/Nov/2026:05:06:17 +0100]', { startMs: at }],
    ['%{end}t', '[21/Nov/2026:05:06:17 +0100]', { endMs: at }],
    ['%t %{end:msec}t', `[21/Nov/2026:05:06:17 +0100] ${at + 5}`, { startMs: at, endMs: at + 5 }],
    ['%{sec}t', `${at / 1000}`, { startMs: at }],
    ['%{usec}t', `${at}250`, { startMs: at + 0.25 }],
    ['%{sec}t.%{usec_frac}t', `${at / 1000}.123456`, { startMs: at + 123.456 }],
    [
      '%{%d/%b/%Y:%H:%M:%S}t.%{msec_frac}t %{%z}t',
      '21/Nov/2026:05:06:17.042 +0100',
      { startMs: at + 42 },
    ],
    [
      '[%{%d/%b/%Y %T}t.%{msec_frac}t %{%z}t] %h',
      '[21/Nov/2026 05:06:17.042 +0100] x',
      { startMs: at + 42, client: 'x' },
    ],
    ['%{end:%F %T}t', '2026-11-21 04:06:17', { endMs: at }],
  ])('%s reads %s', (format, line, record) => {
    expect(readLine(compiled(apache, format), line)).toEqual(record);
  });

  it.each([
    ['%>s', '2oo', '%>s is no number'],
    ['%h %b', 'x 1.2.3', '%b is no number'],
    ['%t', '[31/Feb/2026:05:06:17 +0100]', '%t is no time'],
    ['%{%F %T}t', '2026-02-31 05:06:17', '%{%F %T}t is no time'],
    ['%h %l %u', 'x y', '%l is not followed by " "'],
    ['"%r" %>s', '"GET / HTTP/1.1 200', '%r is not followed by "\\" "'],
    ['"%{User-Agent}i"', '"curl" "-"', '%{User-Agent}i is followed by more text'],
    ['[%h]', 'x]', 'the line does not begin with "["'],
  ])('%s misses %s', (format, line, reason) => {
    expect(readLine(compiled(apache, format), line)).toHaveProperty('reason', reason);
  });

  it.each([
    ['%t', '[21/Nov/2026:05:06:17 +0100]', []],
    ['%{%F %T}t', '2026-11-21 05:06:17', ['startMs']],
    ['%{end:%F %T}t %t', '2026-11-21 05:06:17 [21/Nov/2026:05:06:17 +0100]', ['endMs']],
    ['%{%F %T}t %{end:%F %T}t', '2026-11-21 05:06:17 2026-11-21 05:06:19', ['startMs', 'endMs']],
    ['%{%F %T}t %{%z}t', '2026-11-21 05:06:17 +0100', []],
    ['%{sec}t', '1795233977', []],
    ['%h', '192.0.2.7', []],
  ])('says which times of %s lack their zone', (format, text, zoneless) => {
    expect(zonelessIn(compiled(apache, format), text)).toEqual(zoneless);
  });

  it('keeps the zone of a time beside one without', () => {
    const text = '[21/Nov/2026:05:06:17 +0100] 1795233980';
    expect(readWholeLine(compiled(apache, '%t %{end:sec}t'), text)).toHaveProperty(
      'zoneMinutes',
      60,
    );
  });

  it('names the place of an unknown directive and the nearest known one', () => {
    expect(refusal(apache, '%h %z')).toEqual({
      reason: '%z is no directive of Apache',
      field: 'column 4',
    });
    expect(refusal(apache, '%h %M').reason).toMatch(/the nearest is %m$/);
    expect(refusal(apache, '%h %{us}D %{min}T').reason).toMatch(/the nearest is %\{ms\}T$/);
  });

  it('knows every directive of httpd', () => {
    for (const key of Object.keys(directives)) {
      expect(apache.compile(`%${key}`)).not.toHaveProperty('reason');
    }
  });
});
