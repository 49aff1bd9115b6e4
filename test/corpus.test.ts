import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '../src/report/report.ts';
import { runCli } from './support/run-cli.ts';

/** Public logs with their owners' licences, which lie beside the project where its makers work. */
const CORPUS = '../shared/corpus';
const isPresent = existsSync(CORPUS);

interface ReadLog {
  readonly format: string;
  /** Lines that are no requests or were broken before they were published, by why they are missed. */
  readonly missed?: Readonly<Record<string, number>>;
}

/** What is expected of every access log of the corpus: its format, or a word of why it is refused. */
const logs: Readonly<Record<string, ReadLog | string>> = {
  'access-large/airisdata__SparkTransformations/access3.log.gz': { format: 'combined' },
  'access/crowdsecurity__hub/apache-cve-2021-41773.log': {
    format: 'common',
    missed: { '%t is no time': 1 },
  },
  'access/crowdsecurity__hub/apache2-http-sensitive-files.log': { format: 'common' },
  'access/crowdsecurity__hub/apache2-malformed.log': { format: 'nginx' },
  'access/crowdsecurity__hub/aws-alb-logs.log': 'AWS Application Load Balancer',
  'access/crowdsecurity__hub/bunkerweb-http-malformed.log': {
    format: 'nginx_vhost',
    missed: { 'empty line': 1 },
  },
  'access/crowdsecurity__hub/caddy-logs.log': {
    format: 'caddy',
    missed: { 'empty line': 1, 'no name in the line tells the status': 1 },
  },
  'access/crowdsecurity__hub/haproxy-logs.log': "HAProxy's log",
  'access/crowdsecurity__hub/http-dos-bypass-cache.log': { format: 'nginx' },
  'access/crowdsecurity__hub/http-dos-random-uri.log': { format: 'combined' },
  'access/crowdsecurity__hub/nginx-cve-2021-41773.log': { format: 'nginx_main' },
  'access/crowdsecurity__hub/nginx-http-generic-bf.log': "nginx' error log",
  'access/crowdsecurity__hub/nginx-http-open-proxy.log': { format: 'uwsgi_combined' },
  'access/crowdsecurity__hub/nginx-http-sqli-probing.log': { format: 'combined' },
  'access/crowdsecurity__hub/nginx-http-xss-probing.log': { format: 'combined' },
  'access/crowdsecurity__hub/nginx_http-logs.log': {
    format: 'nginx',
    missed: {
      '$remote_addr is not followed by " - "': 1,
      '$remote_user is not followed by " ["': 1,
    },
  },
  'access/crowdsecurity__hub/sympa_ww-logs.log': 'a system log',
  'access/crowdsecurity__hub/traefik_json.log': {
    format: 'traefik',
    missed: { 'the line is no JSON object': 1 },
  },
  'access/elastic__beats/nginx_access_test.log': {
    format: 'nginx',
    missed: { '$http_user_agent is followed by more text': 1 },
  },
  'access/elastic__examples/apache_logs': {
    format: 'combined',
    missed: { '%{User-Agent}i is not followed by "\\""': 1 },
  },
  'access/google__mtail/apache-combined.log': { format: 'combined' },
  'access/google__mtail/lighttpd_access.log': { format: 'lighttpd_proxied' },
  'access/influxdata__telegraf/nginx_logs': { format: 'combined_d' },
  'access/ployt0__nginx_log_parser/access.log': { format: 'nginx' },
  'access/rcoh__angle-grinder/binary_data.bin': 'no access log',
  'access/rcoh__angle-grinder/empty': 'is empty',
  'access/tkuchiki__alp/combined_access.log': {
    format: 'nginx_main_time',
    missed: { '$request_time is no number': 1 },
  },
  'access/tkuchiki__alp/json_access.log': { format: 'json' },
  'access/tkuchiki__alp/ltsv_access.log': { format: 'ltsv' },
  'access/tstack__lnav/logfile_access_log.0': { format: 'combined' },
  'access/tstack__lnav/logfile_access_log.1': { format: 'nginx' },
  'access/tstack__lnav/logfile_bad_access_log.0': {
    format: 'combined',
    missed: { '%u is not followed by " ["': 1 },
  },
  'access/tstack__lnav/logfile_caddy_log.0': {
    format: 'compose:caddy',
    missed: { 'no name in the line tells the status': 35 },
  },
  'access/tstack__lnav/logfile_cloudflare.1': "Cloudflare's log",
  'access/tstack__lnav/logfile_crlf.0': 'no access log',
  'access/tstack__lnav/logfile_epoch.0': 'no access log',
  'access/tstack__lnav/logfile_invalid_utf8.0': 'no access log',
  'access/tstack__lnav/logfile_regexp_access_log.0': { format: 'vhost_combined_d' },
  'access/tstack__lnav/logfile_shop_access_log.0': { format: 'nginx_main' },
  'access/tstack__lnav/logfile_syslog_with_access_log.0': 'a system log',
  'access/tstack__lnav/logfile_uwsgi.0': { format: 'uwsgi' },
  'access/tstack__lnav/logfile_w3c.0': 'W3C extended format',
  'access/tstack__lnav/logfile_w3c.1': 'W3C extended format',
  'access/tstack__lnav/logfile_w3c.5': 'W3C extended format',
  'access/tstack__lnav/logfile_w3c.6': 'W3C extended format',
  'access/tstack__lnav/logfile_w3c_big.0': 'W3C extended format',
  'access/wvanbergen__request-log-analyzer/apache_combined.log': { format: 'combined' },
  'access/wvanbergen__request-log-analyzer/apache_common.log': { format: 'common' },
  'access/wvanbergen__request-log-analyzer/decompression.log': 'no access log',
  'access/wvanbergen__request-log-analyzer/decompression.log.gz': 'no access log',
};

/** Peers' expected parses lie beside the logs; `parsers/oracles.test.ts` compares with them. */
const ORACLE = /\.(?:assert|golden)$/;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(`${CORPUS}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !ORACLE.test(entry.name))
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(CORPUS.length + 1));
}

function inflated(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

const title = isPresent ? 'public logs' : `public logs (skipped: ${CORPUS} is not here)`;

describe.skipIf(!isPresent)(title, () => {
  const read = Object.entries(logs).flatMap(([name, log]) =>
    typeof log === 'string' ? [] : [{ name, ...log }],
  );
  const refused = Object.entries(logs).flatMap(([name, log]) =>
    typeof log === 'string' ? [{ name, reason: log }] : [],
  );

  it('are all expected', () => {
    const files = [...filesBelow('access'), ...filesBelow('access-large')];
    expect(files.toSorted()).toEqual(Object.keys(logs).toSorted());
  });

  it.each(read)('$name: every line is accounted for', async ({ name, format, missed = {} }) => {
    const path = `${CORPUS}/${name}`;
    const { status, stdout } = await runCli([path, '--format', 'json', '--jobs', '1']);
    expect(status).toBe(0);
    const [log] = (JSON.parse(stdout.toString()) as Report).inputs.logs;
    const text = inflated(path).toString('latin1');
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const sum = Object.values(missed).reduce((total, count) => total + count, 0);
    expect(log).toMatchObject({ format, lines, bytes: text.length, parsed: lines - sum, missed });
  });

  it.each(refused)('$name is refused in one line: $reason', async ({ name, reason }) => {
    const { status, stderr } = await runCli([`${CORPUS}/${name}`, '--jobs', '1']);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
