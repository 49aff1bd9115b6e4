import { describe, expect, it } from 'vitest';
import type { CulpritKind } from '../../src/analysis/culprit-kind.ts';
import { adviceFor } from '../../src/compose/advice.ts';

const kinds: readonly CulpritKind[] = [
  'oversized-response',
  'crawler-burst',
  'slow-url',
  'client-aborts',
  'saturation',
  'steady-growth',
  'traffic-surge',
  'upload',
  'error-burst',
  'other',
];
const servers = ['apache', 'lighttpd', 'nginx'] as const;
const vendors = {
  apache: 'httpd.apache.org',
  lighttpd: 'redmine.lighttpd.net',
  nginx: 'nginx.org',
};

function textOf(kind: CulpritKind, ...seen: readonly string[]): string {
  return adviceFor(kind, new Set(seen))
    .map(({ text }) => text)
    .join('\n');
}

describe('adviceFor', () => {
  it('gives each piece of advice with a source to read on', () => {
    for (const kind of kinds) {
      for (const { text, source } of adviceFor(kind, new Set(servers))) {
        expect(text).toMatch(/\.$/);
        expect(new URL(source).protocol).toBe('https:');
      }
    }
  });

  it.each([
    ['oversized-response', 'lighttpd', 'server.stream-response-body'],
    ['oversized-response', 'nginx', 'proxy_buffering'],
    ['crawler-burst', 'nginx', 'limit_req'],
    ['slow-url', 'apache', 'MaxRequestWorkers'],
    ['saturation', 'apache', 'mod_reqtimeout'],
    ['client-aborts', 'nginx', 'fastcgi_ignore_client_abort'],
  ] as const)('for %s on %s speaks of %s, and only there', (kind, server, setting) => {
    expect(textOf(kind, server)).toContain(setting);
    expect(textOf(kind, ...servers.filter((one) => one !== server))).not.toContain(setting);
  });

  it.each(servers)('cites the documentation of %s only where it wrote a log', (server) => {
    const others = new Set(servers.filter((one) => one !== server));
    const sources = kinds.flatMap((kind) => adviceFor(kind, others)).map(({ source }) => source);
    const host = vendors[server];
    // A growth of memory is a story of one lighttpd issue, told whatever the server.
    const told = sources.filter((source) => source.includes(host) && !source.includes('/issues/'));
    expect(told).toEqual([]);
  });

  it.each(['oversized-response', 'crawler-burst', 'slow-url', 'steady-growth', 'upload'] as const)(
    'has something to say about %s whatever the server',
    (kind) => {
      expect(adviceFor(kind, new Set())).not.toEqual([]);
    },
  );
});
