import type { Rule } from './rule.ts';

/** What is to be done behind any server: in the application, its runtime, or with who asks. */
export const applicationRules: readonly Rule[] = [
  {
    kinds: ['oversized-response'],
    exceptPatterns: ['slow-downloads'],
    when: 'later',
    text: 'Give the application behind this URL a limit on what one request may return.',
    source:
      'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  },
  {
    kinds: ['crawler-burst', 'slow-url'],
    exceptPatterns: ['brute-force'],
    when: 'later',
    text: 'If the code behind this URL calls another host, give the call a timeout for the connection and one for the whole (`CURLOPT_CONNECTTIMEOUT`, `CURLOPT_TIMEOUT`): a call without one holds its worker for ever.',
    source: 'https://curl.se/libcurl/c/CURLOPT_TIMEOUT.html',
  },
  {
    kinds: ['crawler-burst', 'slow-url'],
    exceptPatterns: ['brute-force'],
    software: 'php',
    when: 'later',
    text: 'In PHP set `default_socket_timeout` for such calls: `max_execution_time` does not count the time that a script waits for another host.',
    source: 'https://www.php.net/manual/en/filesystem.configuration.php#ini.default-socket-timeout',
  },
  {
    kinds: ['crawler-burst', 'slow-url', 'saturation'],
    software: 'php',
    roles: ['workers', 'processes', 'queue', 'memory', 'swap'],
    when: 'later',
    text: 'With php-fpm, `request_terminate_timeout` ends a script that hangs, whatever it waits for.',
    source: 'https://www.php.net/manual/en/install.fpm.configuration.php',
  },
  {
    kinds: ['crawler-burst'],
    exceptPatterns: ['brute-force'],
    when: 'later',
    text: 'Close the URL to crawlers in `robots.txt`; block the client or network where it does not obey.',
    source: 'https://www.rfc-editor.org/rfc/rfc9309',
  },
  {
    kinds: ['crawler-burst', 'error-burst', 'other'],
    patterns: ['brute-force'],
    when: 'now',
    text: 'Let a login answer more slowly, or not at all, after a few wrong passwords of one client or for one account.',
    source:
      'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#login-throttling',
  },
  {
    kinds: ['crawler-burst', 'traffic-surge', 'slow-url', 'oversized-response'],
    patterns: ['cache-busting'],
    when: 'later',
    text: 'Let the cache leave parameters that the page does not know out of its key, or refuse them.',
    source: 'https://www.rfc-editor.org/rfc/rfc9111#section-4',
  },
  {
    kinds: ['traffic-surge'],
    patterns: ['flash-crowd'],
    when: 'later',
    text: 'These are people: cache the page that they come for, if only for seconds, rather than refuse them.',
    source: 'https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2',
  },
  {
    kinds: ['client-aborts'],
    roles: ['threads', 'processes', 'workers', 'memory', 'generic'],
    when: 'now',
    text: 'If the application is a FastCGI server by flup, switch multiplexing off (`multiplexed=False`): a request that the client gives up can leave its thread behind.',
    source: 'https://pypi.org/project/flup/',
  },
  {
    kinds: ['client-aborts'],
    when: 'later',
    text: 'Mend what is left behind when a client hangs up: each thing that a request takes must be given back on that way out, too.',
    source: 'https://fastcgi-archives.github.io/FastCGI_Specification.html',
  },
  {
    kinds: ['steady-growth'],
    roles: ['threads', 'processes'],
    when: 'later',
    text: 'See what such a request leaves behind on each way out, above all when its client hangs up: many logs have no status for that.',
    source: 'https://fastcgi-archives.github.io/FastCGI_Specification.html',
  },
  {
    kinds: ['steady-growth', 'upload'],
    when: 'now',
    text: 'Restart the application to free what it holds, and see whether it grows again with these requests held back for an hour.',
    source: 'https://redmine.lighttpd.net/issues/3084',
  },
  {
    kinds: ['steady-growth', 'upload'],
    roles: ['memory', 'swap'],
    when: 'later',
    text: 'To tell a leak from fragmented memory, run it with another allocator, jemalloc in `LD_PRELOAD`: where it grows no more, nothing leaked.',
    source: 'https://github.com/jemalloc/jemalloc/wiki/Getting-Started',
  },
  {
    kinds: ['steady-growth', 'upload'],
    roles: ['memory', 'swap'],
    when: 'later',
    text: 'Or let glibc use fewer arenas, `MALLOC_ARENA_MAX=2`: a program of many threads fragments its memory less.',
    source: 'https://man7.org/linux/man-pages/man3/mallopt.3.html',
  },
];
