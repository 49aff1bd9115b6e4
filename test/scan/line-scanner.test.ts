import { describe, expect } from 'vitest';
import { access, incident, needsCorpus, readShared, why } from '../parsers/shared-logs.ts';
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

describe('LineScanner', () => {
  needsCorpus.each(logs)(`reads %s as %s as the parser does ${why}`, (path, name) => {
    const bytes = readShared(path);
    const format = formatOf(name);
    expect(scanned(bytes, format)).toEqual(slowly(bytes, format));
  });
});
