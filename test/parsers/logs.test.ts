import { describe, expect, it } from 'vitest';
import { detect } from '../../parsers/detect.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { bytesOf, parserOf, readLine } from './read-line.ts';
import { access, incident, linesOf, needsCorpus, why } from './shared-logs.ts';

/** The first lines and some from the middle, as a reader of files takes them. */
function sampleOf(lines: readonly Uint8Array[]): readonly Uint8Array[] {
  const middle = Math.max(500, Math.floor(lines.length / 2));
  return [...lines.slice(0, 500), ...lines.slice(middle, middle + 500)];
}

/** Parses a whole log: how many lines, how many of them parsed, and the others by reason. */
function tally(lines: readonly Uint8Array[], name: string): object {
  const parser = parserOf(name);
  const record = new AccessRecord();
  const missed: Record<string, number> = {};
  let parsed = 0;
  for (const line of lines) {
    const miss = parser.parse(line, 0, line.length, record);
    if (miss === undefined) parsed++;
    else missed[miss.reason] = (missed[miss.reason] ?? 0) + 1;
  }
  return { lines: lines.length, parsed, missed };
}

describe('whole logs', () => {
  /** The formats of the incidents stand in the `conf` beside the logs. */
  needsCorpus.each([
    [incident('background-hog/logs/access.log'), 'nginx', 5918, 5918],
    [incident('client-aborts-thread-leak/logs/access.log'), 'nginx', 4903, 4903],
    [incident('crawler-hanging-backend/logs/access.log'), 'debian_combined', 6116, 6116],
    [incident('h2-upload-leak/logs/access.log.gz'), 'lighttpd', 23390, 23390],
    [incident('oversized-proxied-response/logs/apache-access.log'), 'debian_combined', 5786, 5786],
    [incident('oversized-proxied-response/logs/lighttpd-access.log'), 'lighttpd', 5570, 5570],
    [incident('quiet/logs/access.log'), 'debian_combined', 3958, 3958],
    [incident('uwsgi-surge/logs/access.log'), 'nginx_main_upstream_time', 5667, 5667],
    [incident('uwsgi-surge/logs/uwsgi.log'), 'uwsgi', 2329, 2192],
    [incident('workers-saturated/logs/access.log'), 'vhost_combined_d', 5568, 5568],
    [access('elastic__examples/apache_logs'), 'combined', 10000, 9999],
    [access('tstack__lnav/logfile_access_log.0'), 'combined', 3, 3],
    [access('tstack__lnav/logfile_access_log.1'), 'nginx', 1, 1],
    [access('tstack__lnav/logfile_bad_access_log.0'), 'combined', 3, 2],
    [access('tstack__lnav/logfile_regexp_access_log.0'), 'vhost_combined_d', 2, 2],
    [access('tstack__lnav/logfile_shop_access_log.0'), 'nginx_main', 1000, 1000],
    [access('tstack__lnav/logfile_uwsgi.0'), 'uwsgi', 19, 19],
    ['incidents/cases/d010/logs/web1.access.log.gz', 'uwsgi', 11317, 11317],
    ['incidents/cases/d032/logs/web1.access.log.gz', 'uwsgi', 16373, 16373],
    [access('google__mtail/apache-combined.log'), 'combined', 5, 5],
    [access('google__mtail/lighttpd_access.log'), 'lighttpd_proxied', 19, 19],
    [access('wvanbergen__request-log-analyzer/apache_common.log'), 'common', 10, 10],
    [access('ployt0__nginx_log_parser/access.log'), 'nginx', 16912, 16912],
    [access('influxdata__telegraf/nginx_logs'), 'combined_d', 500, 500],
    [access('tkuchiki__alp/combined_access.log'), 'nginx_main_time', 14, 13],
    [access('crowdsecurity__hub/nginx-cve-2021-41773.log'), 'nginx_main', 2, 2],
    [access('tkuchiki__alp/json_access.log'), 'json', 14, 14],
    [access('tkuchiki__alp/ltsv_access.log'), 'ltsv', 14, 14],
    [access('crowdsecurity__hub/traefik_json.log'), 'traefik', 7, 6],
    [access('crowdsecurity__hub/caddy-logs.log'), 'caddy', 12, 10],
    [access('tstack__lnav/logfile_caddy_log.0'), 'compose:caddy', 39, 4],
  ])(`%s is %s: of %d lines %d are read ${why}`, (path, name, count, parsed) => {
    const lines = linesOf(path);
    expect(detect(sampleOf(lines)).best?.name).toBe(name);
    const told = tally(lines, name);
    expect(told).toMatchObject({ lines: count, parsed });
    const { missed } = told as { missed: Record<string, number> };
    expect(Object.values(missed).reduce((sum, n) => sum + n, 0)).toBe(count - parsed);
  });

  needsCorpus.each([
    [incident('quiet/logs/error.log'), "Apache's error log"],
    [incident('quiet/logs/php-fpm.access.log'), "php-fpm's access log"],
    [incident('quiet/logs/php-fpm.log'), "php-fpm's error log"],
    [incident('uwsgi-surge/logs/nginx-error.log'), "nginx' error log"],
    [incident('h2-upload-leak/logs/lighttpd-error.log'), "lighttpd's error log"],
    [access('crowdsecurity__hub/haproxy-logs.log'), "HAProxy's log"],
    [access('crowdsecurity__hub/aws-alb-logs.log'), 'an AWS Application Load Balancer'],
    [access('tstack__lnav/logfile_cloudflare.1'), "Cloudflare's log"],
    [access('tstack__lnav/logfile_w3c.1'), 'the W3C extended format'],
    [access('tstack__lnav/logfile_w3c_big.0'), 'the W3C extended format'],
  ])(`%s is refused as %s ${why}`, (path, what) => {
    const { best, reason } = detect(sampleOf(linesOf(path)));
    expect(best).toBeUndefined();
    expect(reason).toContain(what);
  });

  needsCorpus.each([
    access('tstack__lnav/logfile_syslog_with_access_log.0'),
    access('rcoh__angle-grinder/binary_data.bin'),
    access('rcoh__angle-grinder/empty'),
  ])(`%s is no access log of these servers ${why}`, (path) => {
    expect(detect(sampleOf(linesOf(path)))).toMatchObject({ reason: expect.any(String) });
  });
});

describe('lines of our own captures', () => {
  it.each([
    [
      'combined',
      '127.0.0.1 - - [21/Nov/2026:03:44:51 +0100] "GET / HTTP/1.1" 200 63423 "-" "Mozilla/5.0 \\"quoted\\" \\\\back\\\\slash"',
      { agent: 'Mozilla/5.0 "quoted" \\back\\slash', bodyBytes: 63423 },
    ],
    [
      'nginx',
      '127.217.29.182 - - [21/Nov/2026:08:17:17 +0530] "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03\\xA5\\x11\\x89\\x22\\x5Cx\\x00\\x9C" 400 157 "-" "-"',
      {
        request: '\x16\x03\x01\x02\x00\x01\x00\x01\ufffd\x03\x03\ufffd\x11\ufffd"\\x\x00\ufffd',
        endMs: Date.UTC(2026, 10, 21, 2, 47, 17),
      },
    ],
    [
      'debian_combined',
      '127.206.146.179 - - [21/Nov/2026:03:39:47 +0100] "  " 400 345 "-" "-"',
      { request: '  ', status: 400, bytesOut: 345 },
    ],
  ])('%s reads %s', (name, line, record) => {
    expect(readLine(parserOf(name), bytesOf(line))).toMatchObject(record);
  });
});
