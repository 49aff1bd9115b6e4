import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogReader } from '../../src/ingest/log-reader.ts';
import { SEGMENT_BYTES } from '../../src/ingest/segment-bytes.ts';
import { parseNetwork } from '../../src/request/network.ts';
import { BatchBuilder } from '../../src/scan/batch-builder.ts';
import { LineScanner } from '../../src/scan/line-scanner.ts';
import { access, incident, needsCorpus, readShared, why } from '../parsers/shared-logs.ts';
import { mutatedLines } from '../support/mutated-lines.ts';
import { formatOf, scanned, slowly } from './both-ways.ts';

const logs: readonly (readonly [path: string, format: string])[] = [
  ['corpus/access-large/airisdata__SparkTransformations/access3.log.gz', 'combined'],
  [incident('background-hog/logs/access.log'), 'nginx'],
  [incident('client-aborts-thread-leak/logs/access.log'), 'nginx'],
  [incident('crawler-hanging-backend/logs/access.log'), 'debian_combined'],
  [incident('h2-upload-leak/logs/access.log.gz'), 'lighttpd'],
  [incident('oversized-proxied-response/logs/apache-access.log'), 'debian_combined'],
  [incident('oversized-proxied-response/logs/lighttpd-access.log'), 'lighttpd'],
  [incident('quiet/logs/access.log'), 'debian_combined'],
  [incident('uwsgi-surge/logs/access.log'), 'nginx_main_upstream_time'],
  [incident('uwsgi-surge/logs/uwsgi.log'), 'uwsgi'],
  [incident('workers-saturated/logs/access.log'), 'vhost_combined_d'],
  [access('crowdsecurity__hub/apache2-malformed.log'), 'nginx'],
  [access('crowdsecurity__hub/bunkerweb-http-malformed.log'), 'nginx_vhost'],
  [access('crowdsecurity__hub/http-dos-bypass-cache.log'), 'nginx'],
  [access('crowdsecurity__hub/nginx_http-logs.log'), 'nginx'],
  [access('crowdsecurity__hub/nginx-cve-2021-41773.log'), 'nginx_main'],
  [access('elastic__beats/nginx_access_test.log'), 'nginx'],
  [access('elastic__examples/apache_logs'), 'combined'],
  [access('google__mtail/apache-combined.log'), 'combined'],
  [access('google__mtail/lighttpd_access.log'), 'lighttpd_proxied'],
  [access('influxdata__telegraf/nginx_logs'), 'combined_d'],
  [access('ployt0__nginx_log_parser/access.log'), 'nginx'],
  [access('tkuchiki__alp/combined_access.log'), 'nginx_main_time'],
  [access('tkuchiki__alp/json_access.log'), 'json'],
  [access('tkuchiki__alp/ltsv_access.log'), 'ltsv'],
  [access('tstack__lnav/logfile_bad_access_log.0'), 'combined'],
  [access('tstack__lnav/logfile_regexp_access_log.0'), 'vhost_combined_d'],
  [access('tstack__lnav/logfile_shop_access_log.0'), 'nginx_main'],
  [access('wvanbergen__request-log-analyzer/apache_combined.log'), 'combined'],
  [access('wvanbergen__request-log-analyzer/apache_common.log'), 'common'],
];

const encoder = new TextEncoder();
const bytesOf = (latin1: string): Uint8Array => Buffer.from(latin1, 'latin1');

/** Lines of formats that differ in what they hold. */
const samples = {
  combined_d: [
    '203.0.113.7 - - [21/Nov/2026:23:59:58 +0100] "GET /a/17?b=c HTTP/1.1" 200 5120 "https://www.example.org/x" "curl/8.5.0" 1500',
    '2001:db8::17 - ann [21/Nov/2026:23:59:59 +0100] "POST /index.php?page=contact HTTP/2.0" 499 - "-" "Mozilla/5.0 (X11; Linux x86_64)" 61000000',
    '203.0.113.7 - - [21/Nov/2026:21:10:00 +0100] "-" 408 - "-" "-" 12',
    'host.example.org - - [22/Nov/2026:00:00:03 +0100] "GET /\\xe4\\"q\\"/%7euser;v=1//x HTTP/1.0" 503 17 "\\"" "a \\\\" 0',
  ],
  nginx: [
    '10.0.0.7, 203.0.113.9 - - [21/Nov/2026:23:59:58 +0000] "GET / HTTP/1.1" 200 5120 "-" "-"',
    '192.0.2.1 - - [21/Nov/2026:23:59:59 +0000] "\\x16\\x03\\x01" 400 157 "-" "-"',
    '192.0.2.1 - - [21/Nov/2026:23:59:50 +0000] "GET /abc/def HTTP/2.0" 200 1000000 "-" "Googlebot/2.1"',
  ],
  lighttpd: [
    '203.0.113.7 www.example.org - [21/Nov/2026:23:59:58 +0000] "GET /a b HTTP/1.1" 200 5105062572 "-" "x"',
    '203.0.113.8 www.example.org - [21/Nov/2026:23:59:58 +0000] "GET /a HTTP/1.1" 0 0 "-" "x"',
  ],
  'nginx:$remote_addr $msec $request_time $host$request_uri $status $body_bytes_sent $request_length "$http_x_forwarded_for" $request_method':
    [
      '127.0.0.1 1795300000.123 0.500 www.example.org/a/b?c=1 200 77 300 "203.0.113.9, 10.0.0.1" GET',
      '127.0.0.1 1795300000.223 - www.example.org/a/b 200 77 - "-" HEAD',
    ],
  'apache:%h %X %{begin:msec}t %{end:msec}t %m %U%q %H %s %O %I %v': [
    '203.0.113.7 X 1795300000123 1795300003000 GET /a/b?c=1 HTTP/1.1 200 77 300 www.example.org',
    '203.0.113.7 + 1795300000123 1795300000000 GET /a/b HTTP/1.1 200 77 300 www.example.org',
  ],
  uwsgi_combined: ['203.0.113.7 - - [21/Nov/2026:23:59:58 +0000] "GET /a HTTP/1.1" 200 51 "-" "x"'],
} as const;

const [regular] = samples.combined_d;
const hostile: readonly (readonly [what: string, lines: readonly string[]])[] = [
  ['an empty line', ['']],
  ['nothing but NUL bytes', ['\0\0\0']],
  ['NUL bytes in front', [`\0\0${regular}`]],
  ['NUL bytes in front, and nothing behind', [regular, '\0\0\0\0']],
  ['a carriage return at the end', [`${regular}\r`, regular, `${regular}\r`]],
  ['bytes that are no UTF-8', [regular.replace('/a/17', '/\xff\xfe/\xe4').replace('curl', '\xff')]],
  ['quotes everywhere', [regular.replaceAll(' ', '" "')]],
  ['a backslash in front of the line feed', [regular.replace('curl/8.5.0" 1500', 'curl\\')]],
  ['a text that does not end', [regular.replace('" 1500', '')]],
  ['a line of 64 KiB', [regular.replace('/a/17', `/${'a'.repeat(65_536 - regular.length + 4)}`)]],
  [
    'a line of 64 KiB and one byte',
    [regular.replace('/a/17', `/${'a'.repeat(65_536 - regular.length + 5)}`)],
  ],
  ['a line of 200 KiB', [regular.replace('curl', 'x'.repeat(200_000))]],
  [
    'times before 1970 and after 2106',
    [regular.replace('2026', '1969'), regular.replace('2026', '2200')],
  ],
  [
    'sizes above all bounds',
    [regular.replace('5120', '9'.repeat(15)), regular.replace('5120', '9'.repeat(20))],
  ],
  [
    'sizes that are no numbers',
    [regular.replace('5120', '-1'), regular.replace('5120', '0x10'), regular.replace('5120', '')],
  ],
  [
    'long names',
    [regular.replace('www.example.org', 'e'.repeat(3000)), regular.replace('GET', 'G'.repeat(33))],
  ],
  ['a leap second and none', [regular.replace(':58 ', ':60 '), regular.replace(':58 ', ':61 ')]],
];

/** What no key is. */
const UNNAMED = 77;

describe('LineScanner', () => {
  needsCorpus.each(logs)(`reads %s as %s as the parser does ${why}`, (path, name) => {
    const bytes = readShared(path);
    const format = formatOf(name);
    expect(scanned(bytes, format)).toEqual(slowly(bytes, format));
  });

  it.each(Object.entries(samples))(
    'reads mutated lines of %s as the parser does',
    (name, lines) => {
      const format = formatOf(name);
      const blocks = mutatedLines(lines.map((line) => encoder.encode(line)));
      fc.assert(
        fc.property(blocks, fc.boolean(), (block, isUnfinished) => {
          const bytes = isUnfinished ? block.subarray(0, -1) : block;
          expect(scanned(bytes, format)).toEqual(slowly(bytes, format));
        }),
        { numRuns: 150 },
      );
    },
  );

  it.each(Object.entries(samples))(
    'reads %s the same in whatever blocks it comes',
    (name, lines) => {
      const format = formatOf(name);
      const bytes = encoder.encode(`${[...lines, '', 'odd', ...lines].join('\n')}\n`);
      const borders = [...bytes.keys()].filter((at) => bytes[at - 1] === 0x0a);
      const whole = scanned(bytes, format);
      expect(whole).toEqual(slowly(bytes, format));
      for (const border of borders)
        expect(scanned(bytes, format, { cuts: [border] })).toEqual(whole);
      expect(scanned(bytes, format, { cuts: borders })).toEqual(whole);
    },
  );

  it.each(hostile)('reads %s as the parser does', (_, text) => {
    const format = formatOf('combined_d');
    const [first = '', second = ''] = samples.combined_d;
    const bytes = bytesOf([first, ...text, second].join('\n'));
    for (const ended of [bytes, bytesOf(`${[first, ...text].join('\n')}\n`)]) {
      expect(scanned(ended, format)).toEqual(slowly(ended, format));
    }
  });

  it('names routes and clients as it is told to', () => {
    const names = {
      queryNames: true,
      trustedProxies: [parseNetwork('203.0.113.0/24') ?? []].flat(),
    };
    const [name = '', lines = []] = Object.entries(samples)[3] ?? [];
    const bytes = encoder.encode(lines.join('\n'));
    const told = scanned(bytes, formatOf(name), { names });
    expect(told).toEqual(slowly(bytes, formatOf(name), names));
    expect(told).not.toEqual(scanned(bytes, formatOf(name)));
  });

  it('has named all lines of a segment when the next one begins', () => {
    const format = formatOf('combined_d');
    const line = `${regular}\n`;
    const lines = Math.ceil((2 * SEGMENT_BYTES) / line.length) + 100;
    const bytes = encoder.encode(line.repeat(lines));
    const builder = new BatchBuilder();
    const lengths: number[] = [];
    const onSegment = (): void => {
      const { batch } = builder;
      // All lines are alike: keys are the first of their names, or none.
      for (const column of batch.keys) {
        expect(column[batch.length - 1]).toBe(column[0]);
        column.fill(UNNAMED);
      }
      lengths.push(batch.length);
      builder.begin();
    };
    const reader = new LogReader('log', { format, onSegment }, builder.sinkFor(0));
    new LineScanner(format, builder).scan(bytes, 0, bytes.length, 0, { reader, source: 0 });
    const inSegment = Math.ceil(SEGMENT_BYTES / line.length);
    expect(lengths).toEqual([inSegment, Math.ceil((2 * SEGMENT_BYTES) / line.length) - inSegment]);
    expect(builder.batch.length).toBe(100);
  });
});
