import type { Rule } from './rule.ts';

/** https://httpd.apache.org/docs/2.4/mod/, and two modules of others. */
const rules: readonly Omit<Rule, 'software'>[] = [
  {
    kinds: ['saturation'],
    patterns: ['slow-clients'],
    when: 'now',
    isInFront: true,
    text: 'Bound the time for headers and bodies with mod_reqtimeout: `RequestReadTimeout header=10-20,MinRate=500 body=20,MinRate=500`.',
    source: 'https://httpd.apache.org/docs/2.4/mod/mod_reqtimeout.html#requestreadtimeout',
  },
  {
    kinds: ['saturation'],
    when: 'later',
    text: 'Use mpm_event: there a connection that waits for its client holds no worker, as long as no module needs mpm_prefork.',
    source: 'https://httpd.apache.org/docs/2.4/mod/event.html',
  },
  {
    kinds: ['saturation'],
    patterns: ['slow-clients'],
    when: 'now',
    isInFront: true,
    text: 'Limit the connections of one client with mod_qos: `QS_SrvMaxConnPerIP`, and `QS_SrvMinDataRate` against slow ones.',
    source: 'https://mod-qos.sourceforge.net/',
  },
  {
    kinds: ['saturation', 'traffic-surge', 'crawler-burst', 'slow-url'],
    roles: ['workers', 'processes', 'threads', 'memory', 'swap', 'queue', 'connections'],
    when: 'later',
    text: 'Set `MaxRequestWorkers` so that as many workers as it allows fit into the host’s memory: fewer make clients wait, more make the host swap.',
    source: 'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#maxrequestworkers',
  },
  {
    kinds: ['saturation', 'traffic-surge', 'slow-url', 'crawler-burst'],
    roles: ['memory', 'swap', 'threads'],
    when: 'later',
    text: 'With mpm_event or mpm_worker, lower `ThreadStackSize` where the stacks of many threads take the memory.',
    source: 'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#threadstacksize',
  },
  {
    kinds: ['crawler-burst'],
    patterns: ['one-client', 'one-network', 'brute-force', 'cache-busting'],
    when: 'now',
    isInFront: true,
    text: 'Refuse a client that asks for one page too often with mod_evasive: `DOSPageCount`, `DOSPageInterval` and `DOSBlockingPeriod`.',
    source: 'https://github.com/shivaas/mod_evasive',
  },
  {
    kinds: ['crawler-burst', 'traffic-surge', 'slow-url'],
    when: 'later',
    isInFront: true,
    text: 'Limit how many requests this URL may have at a time with mod_qos: `QS_LocRequestLimit`.',
    source: 'https://mod-qos.sourceforge.net/',
  },
  {
    kinds: ['crawler-burst'],
    when: 'now',
    isInFront: true,
    text: 'Shut the client, network or agent out of this URL with `Require not ip`, or `Require not env` after `SetEnvIf User-Agent`.',
    source: 'https://httpd.apache.org/docs/2.4/howto/access.html',
  },
  {
    kinds: ['oversized-response'],
    patterns: ['slow-downloads'],
    when: 'now',
    isInFront: true,
    text: 'Limit how many of these downloads run at a time with mod_qos: `QS_LocRequestLimit`. A limit on their rate would hold the workers longer.',
    source: 'https://mod-qos.sourceforge.net/',
  },
  {
    kinds: ['oversized-response'],
    patterns: ['slow-downloads'],
    when: 'later',
    text: 'Send large files where a slow reader holds no worker: by mpm_event, which writes on without one, or by a server of their own.',
    source: 'https://httpd.apache.org/docs/2.4/mod/event.html',
  },
  {
    kinds: ['oversized-response'],
    roles: ['network', 'log-bytes-out'],
    when: 'now',
    isInFront: true,
    text: 'Limit the rate of one download with mod_ratelimit: `SetOutputFilter RATE_LIMIT` and `rate-limit` in KiB/s.',
    source: 'https://httpd.apache.org/docs/2.4/mod/mod_ratelimit.html',
  },
  {
    kinds: ['slow-url', 'crawler-burst', 'error-burst'],
    when: 'later',
    text: 'Where Apache passes this URL on, give the backend a time with `ProxyTimeout`, or `timeout=` of its `ProxyPass`.',
    source: 'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxytimeout',
  },
  {
    kinds: ['steady-growth', 'upload'],
    protocol: /^HTTP\/2/,
    when: 'now',
    isInFront: true,
    text: 'As a test take h2 out of `Protocols`: where the growth stops over HTTP/1.1, it is in the handling of HTTP/2.',
    source: 'https://httpd.apache.org/docs/2.4/mod/core.html#protocols',
  },
  {
    kinds: ['steady-growth', 'upload'],
    when: 'later',
    text: 'Let processes end after a number of connections, which gives back what they leaked: `MaxConnectionsPerChild`.',
    source: 'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#maxconnectionsperchild',
  },
];

export const apacheRules: readonly Rule[] = rules.map((rule) => ({ ...rule, software: 'apache' }));
