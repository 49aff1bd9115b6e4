import type { Rule } from './rule.ts';

/** https://redmine.lighttpd.net/projects/lighttpd/wiki */
const rules: readonly Omit<Rule, 'software'>[] = [
  {
    kinds: ['oversized-response'],
    exceptPatterns: ['slow-downloads'],
    when: 'now',
    isInFront: true,
    text: 'Stop lighttpd from collecting whole responses, its default: `server.stream-response-body = 2` keeps little and holds the backend back, `1` sends at once but still stores what the client has not read.',
    source:
      'https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_stream-response-bodyDetails',
  },
  {
    kinds: ['oversized-response'],
    when: 'later',
    isInFront: true,
    text: 'Let lighttpd send large files itself: the application answers with `X-Sendfile` and the name of the file.',
    source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/X-LIGHTTPD-send-file',
  },
  {
    kinds: ['oversized-response'],
    roles: ['network', 'log-bytes-out'],
    when: 'now',
    isInFront: true,
    text: 'Limit the rate of one download with `connection.kbytes-per-second`.',
    source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_TrafficShaping',
  },
  {
    kinds: ['crawler-burst', 'slow-url', 'saturation'],
    when: 'now',
    isInFront: true,
    text: 'Limit the connections of one client with mod_evasive: `evasive.max-conns-per-ip`.',
    source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModEvasive',
  },
  {
    kinds: ['crawler-burst'],
    when: 'now',
    isInFront: true,
    text: 'Shut the client or network out of this URL: `$HTTP["remote-ip"]` with `url.access-deny` of mod_access.',
    source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModAccess',
  },
  {
    kinds: ['saturation'],
    patterns: ['slow-clients'],
    when: 'now',
    isInFront: true,
    text: 'Bound the time for a request with `server.max-read-idle`.',
    source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_Performance',
  },
  {
    kinds: ['steady-growth', 'upload'],
    protocol: /^HTTP\/2/,
    when: 'now',
    isInFront: true,
    text: 'As a test switch HTTP/2 off: `server.feature-flags += ("server.h2proto" => "disable")`. Where the growth stops over HTTP/1.1, it is in the handling of HTTP/2.',
    source: 'https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_feature-flagsDetails',
  },
  {
    kinds: ['steady-growth', 'upload'],
    roles: ['memory', 'swap'],
    when: 'later',
    text: 'See whether it is a known one of your version: with many small uploads over HTTP/2, lighttpd 1.4.59 grew by fragmented memory.',
    source: 'https://redmine.lighttpd.net/issues/3084',
  },
];

export const lighttpdRules: readonly Rule[] = rules.map((rule) => ({
  ...rule,
  software: 'lighttpd',
}));
