import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessFormats } from '../../parsers/guess-format.ts';
import { bytesOf, parserOf, readLine } from './read-line.ts';

const request = {
  client: '192.0.2.7',
  method: 'GET',
  target: '/a?b=1',
  status: 200,
  bodyBytes: 21,
};

function guessesOf(line: string): readonly string[] {
  return guessFormats([bytesOf(line)]);
}

describe('guessFormats', () => {
  it.each([
    [
      'the status before the request',
      '192.0.2.7 - - [17/Jan/2027:11:50:45 +0000]  200 "GET /a?b=1 HTTP/1.1" 21 "http://a.example/" "curl/8" "198.51.100.1"',
      { referer: 'http://a.example/', agent: 'curl/8', forwardedFor: '198.51.100.1' },
    ],
    [
      'a word before the request, and a duration',
      '192.0.2.7 - jo [15/Aug/2028:10:08:31 +0000] https "GET /a?b=1 HTTP/1.0" 200 21 "-" "Agent" "-" - 0.465',
      { user: 'jo', agent: 'Agent', durationMs: 465 },
    ],
    [
      'names with colons behind the agent',
      '192.0.2.7 - - [06/Dec/2025:22:19:28 +0700] "GET /a?b=1 HTTP/1.1" 200 21 "-" "Mozilla/5.0" upstream: 10.0.0.1:8000 request_time: 0.024 urt: 0.020',
      { agent: 'Mozilla/5.0', durationMs: 24, upstreamMs: 20 },
    ],
    [
      'names alone',
      'time:2025-10-30T22:41:00+00:00|remote_addr:192.0.2.7|method:GET|uri:/a?b=1|status:200|body_bytes_sent:21|request_time:0.002|pool:blue',
      { durationMs: 2, endMs: Date.UTC(2025, 9, 30, 22, 41) },
    ],
    [
      'the host first, and a duration in parentheses',
      'www.example.org 192.0.2.7 - jo [10/Feb/2022:16:42:07 -0500] (0 s) "GET /a?b=1 HTTP/1.1" 200 21 "-" "curl/8"',
      { vhost: 'www.example.org', user: 'jo', agent: 'curl/8' },
    ],
    [
      'a semicolon at the end',
      '1795233977.250;192.0.2.7;"GET /a?b=1 HTTP/1.1";200;21;',
      { endMs: 1_795_233_977_250 },
    ],
  ])('reads a line with %s', (_, line, record) => {
    const readings = guessesOf(line).map((format) => readLine(parserOf(format), line));
    expect(readings.length).toBeGreaterThan(0);
    for (const values of readings) expect(values).toMatchObject({ ...request, ...record });
  });

  it('gives one of httpd, which starts the time, and one of nginx', () => {
    expect(guessesOf('[21/Nov/2026:05:06:17 +0100] 192.0.2.7 200 5 "GET / HTTP/1.1"')).toEqual([
      'apache:%t %h %>s %b "%r"',
      'nginx:[$time_local] $remote_addr $status $body_bytes_sent "$request"',
    ]);
  });

  it.each([
    ['no time', '192.0.2.7 "GET / HTTP/1.1" 200 5'],
    ['no request', '192.0.2.7 [21/Nov/2026:05:06:17 +0100] 200 5 "x"'],
    ['no status', '[21/Nov/2026:05:06:17 +0100] "GET / HTTP/1.1" 99999'],
    ['a sign that a format cannot hold', '[21/Nov/2026:05:06:17 +0100] $=1 "GET / HTTP/1.1" 200 5'],
    ['nothing', ''],
  ])('makes nothing of a line with %s', (_, line) => {
    expect(guessesOf(line)).toEqual([]);
  });

  it('gives formats that compile, for any lines', () => {
    const piece = fc.constantFrom(
      '192.0.2.7',
      ' ',
      ' ',
      '"GET / HTTP/1.1"',
      '200',
      '[21/Nov/2026:05:06:17 +0100]',
      '%',
      '$',
      '"',
      '-',
      'rt=',
      '{',
      '=',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const format of guessesOf(pieces.join(''))) {
          expect(format).toMatch(/^(?:apache|nginx):/);
        }
      }),
    );
  });
});
