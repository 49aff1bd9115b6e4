/** A log that is known and not read. */
export interface ForeignFormat {
  /** Whose log it is: `it is …, which is not read`. */
  readonly what: string;
  /** What its lines look like. */
  readonly line: RegExp;
  /** Whether one line among the first tells it, as with a header; else most lines must. */
  readonly isHeader?: boolean;
  /** What to read instead. */
  readonly instead: string;
  /** Whether requests may stand further down all the same. */
  readonly mayHoldRequests?: true;
}

const OWN_LOG = 'take the access log of the web server behind it';
const ACCESS_LOG = 'take the access log beside it';
const NO_REQUESTS = 'take the access log of the web server';

/**
 * Formats out of scope, by what their documentation says they look like; those that others include first.
 *
 * - https://docs.haproxy.org/2.8/configuration.html#8.2
 * - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 * - https://www.w3.org/TR/WD-logfile.html (IIS and others)
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
 * - https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
 * - https://learn.microsoft.com/en-us/azure/frontdoor/monitor-front-door
 * - https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat
 * - https://nginx.org/en/docs/ngx_core_module.html#error_log
 * - https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_errorlogDetails
 * - https://www.php.net/manual/en/install.fpm.configuration.php#access-format
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 * - https://wiki.squid-cache.org/Features/LogFormat#squid-native-accesslog-format
 * - https://dev.mysql.com/doc/refman/8.4/en/slow-query-log.html
 * - https://dev.mysql.com/doc/refman/8.4/en/error-log-format.html
 * - https://www.rfc-editor.org/rfc/rfc3164#section-4.1
 */
export const foreignFormats: readonly ForeignFormat[] = [
  {
    what: "HAProxy's log",
    line: /^\S+:\d+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d\.\d{3}\] \S/,
    instead: OWN_LOG,
  },
  {
    what: "Amazon CloudFront's log",
    line: /^#Fields:.*\bx-edge-location\b/,
    isHeader: true,
    instead: OWN_LOG,
  },
  {
    what: "Amazon CloudFront's log",
    line: /^\d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d\t[A-Z]{3}\d+[-\w]*\t/,
    instead: OWN_LOG,
  },
  {
    what: 'a log in the W3C extended format, as IIS writes it',
    line: /^#(?:Software|Version|Fields|Date|Start-Date|GMT-Offset):/,
    isHeader: true,
    instead: OWN_LOG,
  },
  {
    what: 'the log of an AWS Application Load Balancer',
    line: /^(?:https?|h2|grpcs|wss?) \d{4}-\d\d-\d\dT[\d:.]+Z app\/\S+ /,
    instead: OWN_LOG,
  },
  {
    what: 'the log of an AWS Classic Load Balancer',
    line: /^\d{4}-\d\d-\d\dT[\d:.]+Z \S+ \S+:\d+ \S+ (?:-?[\d.]+ ){3}/,
    instead: OWN_LOG,
  },
  {
    what: "Cloudflare's log",
    line: /^\{.*"(?:RayID|EdgeStartTimestamp|EdgeResponseStatus)":/,
    instead: OWN_LOG,
  },
  { what: "Azure Front Door's log", line: /^\{.*"FrontDoorAccessLog"/, instead: OWN_LOG },
  {
    what: "Apache's error log",
    line: /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:.]+ \d{4}\] \[/,
    instead: ACCESS_LOG,
  },
  {
    what: "nginx' error log",
    line: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[[a-z]+\] \d+#\d+: /,
    instead: ACCESS_LOG,
  },
  {
    what: "lighttpd's error log",
    line: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d: \([\w./-]+\.c\.\d+\) /,
    instead: ACCESS_LOG,
  },
  {
    what: "php-fpm's access log",
    line: /^\S+ - +(?:\S+ )?\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4} "[A-Z]+ [^"]*" \d{3}/,
    instead: 'take the access log of the web server in front of it',
  },
  {
    what: "php-fpm's error log",
    line: /^\[\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?: \S+)?\] (?:[A-Z]+: |PHP |\[pool )/,
    instead: ACCESS_LOG,
  },
  {
    what: 'the access log of an Amazon S3 bucket',
    line: /^\S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}(?::\d\d){3} [+-]\d{4}\] \S+ \S+ \S+ [A-Z]+\.[A-Z_]+\./,
    instead: OWN_LOG,
  },
  {
    what: "Squid's log",
    line: /^\d{10}\.\d{3} +\d+ \S+ [A-Z_]+\/\d{3} \d+ [A-Z]+ /,
    instead: OWN_LOG,
  },
  {
    what: "MySQL's slow query log",
    line: /^# (?:User@Host|Query_time): /,
    isHeader: true,
    instead: NO_REQUESTS,
  },
  {
    what: "MySQL's error log",
    line: /^\d{4}-\d\d-\d\d[T ][\d:.]+Z? \d+ \[(?:Note|System|Warning|ERROR)\] /,
    instead: NO_REQUESTS,
  },
  {
    what: "uWSGI's own log",
    line: /^\*\*\* Starting uWSGI |^spawned uWSGI worker /,
    isHeader: true,
    instead: 'take the access log that holds its requests',
    mayHoldRequests: true,
  },
  {
    what: 'a system log',
    line: /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) \S+ [\w./() -]{1,64}(?:\[\d+\])?: /,
    instead: NO_REQUESTS,
    mayHoldRequests: true,
  },
  {
    what: "an application's log",
    line: /^\[?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S* .{0,80}?)?\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b/,
    instead: NO_REQUESTS,
    mayHoldRequests: true,
  },
];
