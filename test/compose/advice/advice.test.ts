import { describe, expect, it } from 'vitest';
import { patterns } from '../../../src/analysis/culprit-pattern.ts';
import { type AdviceCase, adviceFor, adviceRules } from '../../../src/compose/advice/advice.ts';
import { type Software, software } from '../../../src/compose/advice/rule.ts';
import { type SoftwareClues, softwareSeen } from '../../../src/compose/advice/software-seen.ts';
import { roles } from '../../../src/series/series.ts';

/** Where each documents its settings. */
const vendors: Readonly<Record<Software, RegExp>> = {
  apache: /httpd\.apache\.org|mod-qos|mod_evasive$/,
  lighttpd: /redmine\.lighttpd\.net\/projects/,
  nginx: /nginx\.org/,
  uwsgi: /uwsgi-docs/,
  php: /php\.net/,
};

const kinds = [...new Set(adviceRules.flatMap((rule) => rule.kinds))];

function textsFor(one: Partial<AdviceCase>, ...seen: readonly Software[]): string {
  const where = { seen: new Set(seen), inFront: new Set(seen) };
  return adviceFor({ kind: 'slow-url', role: 'workers', ...where, ...one })
    .map(({ text }) => text)
    .join('\n');
}

describe('adviceRules', () => {
  it.each(adviceRules.map((rule) => [rule.text, rule] as const))('%s', (text, { source }) => {
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(source).toMatch(/^https:\/\/[\w.-]+(?:\/[\w.~%/#?=&+-]*)?$/);
  });

  it('holds no text twice, and a rule for each piece of software', () => {
    const texts = adviceRules.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const one of software) {
      expect(adviceRules.some((rule) => rule.software === one)).toBe(true);
    }
  });
});

describe('adviceFor', () => {
  it.each(software)('cites what is written about %s only where it was seen', (one) => {
    const others = new Set(software.filter((other) => other !== one));
    const sources = kinds.flatMap((kind) =>
      roles.flatMap((role) =>
        [undefined, ...patterns].flatMap((pattern) =>
          adviceFor({
            kind,
            role,
            ...(pattern === undefined ? {} : { pattern }),
            protocol: 'HTTP/2.0',
            seen: others,
            inFront: others,
          }).map(({ source }) => source),
        ),
      ),
    );
    expect(sources.filter((source) => vendors[one].test(source))).toEqual([]);
  });

  it('tells who is tried at a login nothing of crawlers, nor of hosts that its code calls', () => {
    const tried = textsFor({ kind: 'crawler-burst', pattern: 'brute-force' }, 'php');
    expect(tried).toMatch(/wrong passwords/);
    expect(tried).not.toMatch(/robots|CURLOPT_TIMEOUT|default_socket_timeout/);
    expect(textsFor({ kind: 'crawler-burst' }, 'php')).toMatch(/robots/);
  });

  it.each<[Partial<AdviceCase>, Software, RegExp]>([
    [{ kind: 'oversized-response' }, 'lighttpd', /server\.stream-response-body/],
    [{ kind: 'oversized-response', role: 'memory' }, 'nginx', /proxy_max_temp_file_size/],
    [{ kind: 'oversized-response' }, 'nginx', /X-Accel-Redirect/],
    [{ kind: 'oversized-response', role: 'network' }, 'apache', /mod_ratelimit/],
    [{ kind: 'oversized-response', pattern: 'slow-downloads' }, 'apache', /mpm_event/],
    [{ kind: 'crawler-burst' }, 'nginx', /limit_req/],
    [{ kind: 'crawler-burst', pattern: 'one-client' }, 'apache', /DOSPageCount/],
    [{ kind: 'crawler-burst' }, 'lighttpd', /evasive\.max-conns-per-ip/],
    [{ kind: 'slow-url' }, 'apache', /MaxRequestWorkers/],
    [{ kind: 'slow-url', role: 'memory' }, 'apache', /ThreadStackSize/],
    [{ kind: 'slow-url' }, 'uwsgi', /harakiri/],
    [{ kind: 'slow-url' }, 'php', /default_socket_timeout/],
    [{ kind: 'saturation' }, 'apache', /mpm_event/],
    [{ kind: 'saturation', pattern: 'slow-clients' }, 'apache', /mod_reqtimeout/],
    [{ kind: 'client-aborts' }, 'nginx', /fastcgi_ignore_client_abort/],
    [{ kind: 'steady-growth', protocol: 'HTTP/2.0' }, 'lighttpd', /server\.h2proto/],
  ])('for %j on %s says %s, and only there', (one, server, setting) => {
    expect(textsFor(one, server)).toMatch(setting);
    expect(textsFor(one, ...software.filter((other) => other !== server))).not.toMatch(setting);
  });

  it.each<[Partial<AdviceCase>, RegExp]>([
    [{ kind: 'steady-growth', protocol: 'HTTP/1.1' }, /h2proto|HTTP\/2 off/],
    [{ kind: 'saturation' }, /RequestReadTimeout|client_header_timeout/],
    [{ kind: 'oversized-response', role: 'memory' }, /rate of one download/],
    [
      { kind: 'oversized-response', pattern: 'slow-downloads' },
      /stream-response-body|one request may return/,
    ],
    [{ kind: 'traffic-surge', pattern: 'flash-crowd' }, /robots|deny|Shut/],
  ])('for %j is silent of %s', (one, setting) => {
    expect(textsFor(one, ...software)).not.toMatch(setting);
  });

  it('leaves limits for clients to the server in front', () => {
    const one = { kind: 'crawler-burst', role: 'workers' } as const;
    const seen = new Set<Software>(['nginx', 'apache']);
    const given = adviceFor({ ...one, seen, inFront: new Set<Software>(['nginx']) });
    const texts = given.map(({ text }) => text).join('\n');
    expect(texts).toMatch(/limit_req/);
    expect(texts).toMatch(/MaxRequestWorkers/);
    expect(texts).not.toMatch(/Require not ip/);
  });

  it('begins with what helps now', () => {
    const whens = adviceFor({
      kind: 'crawler-burst',
      role: 'workers',
      seen: new Set(software),
      inFront: new Set(software),
    }).map(({ when }) => when);
    expect(whens).toEqual([...whens].sort().reverse());
    expect(new Set(whens).size).toBe(2);
  });

  it.each([
    'oversized-response',
    'crawler-burst',
    'slow-url',
    'client-aborts',
    'steady-growth',
    'upload',
  ] as const)('has something to say about %s whatever was seen', (kind) => {
    expect(textsFor({ kind })).not.toBe('');
  });
});

describe('softwareSeen', () => {
  const log = (format: string, server: string, path = 'access.log') => ({
    path,
    server,
    format,
    formatSource: undefined,
  });
  const combined = log('combined', 'apache');
  const nginxUp = { name: 'nginx_connections_active' };
  const apacheBusy = { name: 'apache_workers{state="busy"}' };

  it.each<[string, Partial<SoftwareClues>, string]>([
    ['combined alone', { logs: [combined] }, 'apache'],
    ['combined, and series of nginx', { logs: [combined], series: [nginxUp] }, 'nginx'],
    ['combined, and series of both', { logs: [combined], series: [nginxUp, apacheBusy] }, 'apache'],
    [
      'combined, and a configuration of nginx',
      { logs: [combined], configured: ['nginx'] },
      'nginx',
    ],
    ['combined with 499', { logs: [combined], subjects: [{ status: '499' }] }, 'nginx'],
    ['vhost_combined', { logs: [log('vhost_combined', 'apache')], series: [nginxUp] }, 'apache'],
    ['lighttpd', { logs: [log('lighttpd', 'lighttpd')] }, 'lighttpd'],
    [
      'syslog and combined',
      { logs: [log('syslog:combined', 'apache')], series: [nginxUp] },
      'nginx',
    ],
    ['JSON', { logs: [log('json', 'json')] }, ''],
  ])('%s: in front is %s', (_, clues, inFront) => {
    const none = { logs: [], paths: ['access.log'], configured: [], series: [], subjects: [] };
    expect([...softwareSeen({ ...none, ...clues }).inFront].join()).toBe(inFront);
  });

  it('tells what is behind from what is in front', () => {
    const { seen, inFront } = softwareSeen({
      logs: [log('lighttpd', 'lighttpd', 'front.log'), log('combined', 'apache', 'back.log')],
      paths: ['front.log'],
      configured: [],
      series: [{ name: 'phpfpm_active_processes' }],
      subjects: [],
    });
    expect([...inFront]).toEqual(['lighttpd']);
    expect([...seen].sort()).toEqual(['apache', 'lighttpd', 'php']);
  });

  it('tells PHP by the names of its pages', () => {
    const clues = { logs: [combined], paths: [], configured: [], series: [] };
    expect(softwareSeen({ ...clues, subjects: [{ route: '/partner/feed.php' }] }).seen).toContain(
      'php',
    );
    expect(softwareSeen({ ...clues, subjects: [{ route: '/php' }] }).seen).not.toContain('php');
  });
});
