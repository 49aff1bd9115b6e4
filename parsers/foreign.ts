/** Lines that are looked at: the first ones tell what a file is. */
export const MAX_FOREIGN_LINES = 50;
/** Bytes of a line that are looked at. */
export const MAX_FOREIGN_BYTES = 2048;

/** A log that is known and not read. */
interface ForeignFormat {
  /** Whose log it is: `it is …, which is not read`. */
  readonly what: string;
  /** What its lines look like. */
  readonly line: RegExp;
  /** Whether one line among the first tells it, as with a header; else most lines must. */
  readonly isHeader?: boolean;
  /** What to read instead. */
  readonly instead: string;
}

const OWN_LOG = 'take the access log of the web server behind it';
const ACCESS_LOG = 'take the access log beside it';

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
 */
const foreignFormats: readonly ForeignFormat[] = [
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
];

/** One line that says which log it is, where the first lines of a file are those of one that is not read. */
export function foreignFormat(lines: readonly Uint8Array[]): string | undefined {
  const decoder = new TextDecoder();
  const texts = lines
    .filter(({ length }) => length > 0)
    .slice(0, MAX_FOREIGN_LINES)
    .map((line) => decoder.decode(line.subarray(0, MAX_FOREIGN_BYTES)));
  const format = foreignFormats.find(({ line, isHeader }) => {
    const matching = texts.filter((text) => line.test(text)).length;
    return matching > 0 && (isHeader === true || matching * 2 >= texts.length);
  });
  return format === undefined
    ? undefined
    : `it is ${format.what}, which is not read; ${format.instead}`;
}
