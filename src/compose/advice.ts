import type { CulpritKind } from '../analysis/culprit-kind.ts';

export interface Advice {
  readonly text: string;
  readonly source: string;
}

/** Servers whose settings the advice knows, by the name of their log format's room. */
type Server = 'apache' | 'lighttpd' | 'nginx';

interface Rule extends Advice {
  readonly kinds: readonly CulpritKind[];
  /** Given only where this server wrote one of the logs; everywhere when absent. */
  readonly server?: Server;
}

const rules: readonly Rule[] = [
  {
    kinds: ['oversized-response'],
    server: 'lighttpd',
    text: 'Stop lighttpd from collecting whole responses, its default: server.stream-response-body = 2 keeps little and holds the backend back, 1 sends at once but still stores what the client has not read.',
    source:
      'https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_stream-response-bodyDetails',
  },
  {
    kinds: ['oversized-response'],
    server: 'nginx',
    text: 'Limit what nginx stores of a proxied response: proxy_max_temp_file_size, or proxy_buffering off for this location.',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering',
  },
  {
    kinds: ['oversized-response'],
    text: 'Give the application behind this URL a limit on what one request may return.',
    source:
      'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  },
  {
    kinds: ['crawler-burst', 'traffic-surge'],
    server: 'nginx',
    text: 'Limit the rate of this client or URL with limit_req.',
    source: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html',
  },
  {
    kinds: ['crawler-burst'],
    text: 'Close the URL to crawlers in robots.txt; block the client or network where it does not obey.',
    source: 'https://www.rfc-editor.org/rfc/rfc9309',
  },
  {
    kinds: ['crawler-burst', 'slow-url'],
    text: 'If the code behind this URL calls another host, give the call a timeout (CURLOPT_TIMEOUT and its kin): a call without one holds its worker for ever.',
    source: 'https://curl.se/libcurl/c/CURLOPT_TIMEOUT.html',
  },
  {
    kinds: ['crawler-burst', 'slow-url', 'traffic-surge', 'saturation'],
    server: 'apache',
    text: 'Check that MaxRequestWorkers times the memory of one worker fits into the host’s memory.',
    source: 'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#maxrequestworkers',
  },
  {
    kinds: ['saturation'],
    server: 'apache',
    text: 'Bound the time for headers and bodies with mod_reqtimeout (RequestReadTimeout).',
    source: 'https://httpd.apache.org/docs/2.4/mod/mod_reqtimeout.html',
  },
  {
    kinds: ['client-aborts'],
    server: 'nginx',
    text: 'As a stop-gap set fastcgi_ignore_client_abort on (proxy_ignore_client_abort for a proxy), so that the application ends its answer in its usual way; then mend what leaks when a client hangs up.',
    source:
      'https://nginx.org/en/docs/http/ngx_http_fastcgi_module.html#fastcgi_ignore_client_abort',
  },
  {
    kinds: ['steady-growth', 'upload'],
    text: 'Restart the application to free the memory, and see whether it grows again with these requests held back for an hour.',
    source: 'https://redmine.lighttpd.net/issues/3084',
  },
];

/** What to do about a culprit, for the servers whose logs were read. */
export function adviceFor(kind: CulpritKind, servers: ReadonlySet<string>): readonly Advice[] {
  return rules
    .filter((rule) => rule.kinds.includes(kind))
    .filter((rule) => rule.server === undefined || servers.has(rule.server))
    .map(({ text, source }) => ({ text, source }));
}
