import type { Field } from '../../parsers/contract.ts';

/** What the fields of a log leave untold, and what would tell it. */
export interface Untold {
  readonly code: string;
  /** What is not logged. */
  readonly lacks: string;
  /** Findings that are ruled out, to stand before "cannot be told". */
  readonly findings: string;
  /** What to log, as the server's configuration says it. */
  readonly remedy: string;
  /** Worth a word in every report; the rest where somebody asks what a log can tell, or it may be why nobody was found. */
  readonly weighs: boolean;
}

interface Fact extends Omit<Untold, 'remedy'> {
  /** Any of these tells it. */
  readonly fields: readonly Field[];
  /** By the name of the format's room. */
  readonly directives: Readonly<Record<string, string>>;
  /** For servers that no directive is known for. */
  readonly otherwise: string;
}

/**
 * What a culprit is known by, weightiest first. Directives:
 * https://httpd.apache.org/docs/2.4/mod/mod_log_config.html, https://httpd.apache.org/docs/2.4/mod/mod_logio.html,
 * https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_accesslog,
 * https://nginx.org/en/docs/http/ngx_http_log_module.html, https://nginx.org/en/docs/http/ngx_http_core_module.html#variables,
 * https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html
 */
const facts: readonly Fact[] = [
  {
    code: 'no-durations',
    lacks: 'durations',
    findings: 'who held workers and for how long, and who was slow',
    weighs: true,
    fields: ['durationMs'],
    directives: {
      apache: 'add %D to LogFormat',
      lighttpd: 'add %D to accesslog.format',
      nginx: 'add $request_time to log_format',
      uwsgi: 'add %(msecs) to log-format',
    },
    otherwise: 'log the duration of requests',
  },
  {
    code: 'no-sizes',
    lacks: 'sizes of responses',
    findings: 'which responses were oversized, and who used up the network',
    weighs: true,
    fields: ['bytesOut', 'bodyBytes'],
    directives: {
      apache: 'add %b to LogFormat, or %O with mod_logio',
      lighttpd: 'add %b or %O to accesslog.format',
      nginx: 'add $bytes_sent to log_format',
      uwsgi: 'add %(size) to log-format',
    },
    otherwise: 'log the size of responses',
  },
  {
    code: 'no-clients',
    lacks: 'clients',
    findings: 'whether one client or one network was behind it',
    weighs: true,
    fields: ['client', 'peer', 'forwardedFor'],
    directives: {
      apache: 'add %h to LogFormat, or %a with mod_remoteip behind a proxy',
      lighttpd: 'add %h to accesslog.format',
      nginx: 'add $remote_addr to log_format',
      uwsgi: 'add %(addr) to log-format',
    },
    otherwise: 'log the address of the client',
  },
  {
    code: 'no-routes',
    lacks: 'URLs',
    findings: 'which URL was asked for',
    weighs: true,
    fields: ['target', 'path', 'request'],
    directives: {
      apache: 'add "%r" to LogFormat',
      lighttpd: 'add "%r" to accesslog.format',
      nginx: 'add "$request" to log_format',
      uwsgi: 'add %(uri) to log-format',
    },
    otherwise: 'log the request line',
  },
  {
    code: 'no-statuses',
    lacks: 'statuses',
    findings: 'which requests failed',
    weighs: true,
    fields: ['status'],
    directives: {
      apache: 'add %>s to LogFormat',
      lighttpd: 'add %>s to accesslog.format',
      nginx: 'add $status to log_format',
      uwsgi: 'add %(status) to log-format',
    },
    otherwise: 'log the status of responses',
  },
  {
    code: 'no-agents',
    lacks: 'User-Agents',
    findings: 'which crawler it was',
    weighs: true,
    fields: ['agent'],
    directives: {
      apache: 'add "%{User-Agent}i" to LogFormat',
      lighttpd: 'add "%{User-Agent}i" to accesslog.format',
      nginx: 'add "$http_user_agent" to log_format',
      uwsgi: 'add %(uagent) to log-format',
    },
    otherwise: 'log the User-Agent',
  },
  {
    code: 'no-uploads',
    lacks: 'sizes of requests',
    findings: 'who uploaded much',
    weighs: false,
    fields: ['bytesIn'],
    directives: {
      apache: 'add %I to LogFormat, with mod_logio',
      lighttpd: 'add %I to accesslog.format',
      nginx: 'add $request_length to log_format',
      uwsgi: 'add %(cl) to log-format',
    },
    otherwise: 'log the size of requests',
  },
  {
    code: 'no-aborts',
    lacks: 'aborts',
    findings: 'which clients hung up',
    weighs: false,
    fields: ['connection'],
    directives: {
      apache: 'add %X to LogFormat',
      lighttpd: 'add %X to accesslog.format',
      uwsgi: 'see the log of the server in front',
    },
    otherwise: 'log the status 499 or the state of the connection',
  },
  {
    code: 'no-vhosts',
    lacks: 'names of sites',
    findings: 'which of several sites it was',
    weighs: false,
    fields: ['vhost'],
    directives: {
      apache: 'add %v to LogFormat',
      lighttpd: 'add %v to accesslog.format',
      nginx: 'add $host to log_format',
      uwsgi: 'add %(host) to log-format',
    },
    otherwise: 'log the name of the site',
  },
];

/** nginx logs an abort as status 499; a log of no server's own may come from nginx. */
const abortsByStatus: ReadonlySet<string> = new Set(['nginx', 'json', 'ltsv']);

/** What a log of these fields, in the language of this server, cannot tell. */
export function untoldBy(fields: ReadonlySet<Field>, server: string): readonly Untold[] {
  const told = (fact: Fact): boolean =>
    fact.fields.some((field) => fields.has(field)) ||
    (fact.code === 'no-aborts' && abortsByStatus.has(server) && fields.has('status'));
  return facts
    .filter((fact) => !told(fact))
    .map(({ code, lacks, findings, weighs, directives, otherwise }) => ({
      code,
      lacks,
      findings,
      weighs,
      remedy: directives[server] ?? otherwise,
    }));
}
