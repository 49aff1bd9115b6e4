import { describe, expect, it } from 'vitest';
import { AccessRecord } from '../../parsers/record.ts';
import { uwsgi } from '../../parsers/uwsgi/index.ts';
import { describeRoom } from './contract.ts';
import { bytesOf, compiled, parserOf, readLine, readWholeLine, zonelessIn } from './read-line.ts';
import { incident, linesOf, needsCorpus, why } from './shared-logs.ts';

describeRoom({
  room: uwsgi,
  escaping: 'none',
  format:
    '%(addr) - %(user) [%(ltime)] "%(method) %(uri) %(proto)" %(status) %(rsize) "%(referer)" "%(uagent)"',
  print: ({ client, user, time, request, status, bytes, referer, agent }) =>
    `${client} - ${user} [${time}] "${request}" ${status} ${bytes} "${referer}" "${agent}"`,
  refused: [
    ['%(addr) %(', /%\( is not followed by a name and \)/],
    ['%(addr', /%\( is not followed by a name and \)/],
    ['%() %(addr)', /%\( is not followed by a name and \)/],
    ['%(addr)%(status)', /stand side by side/],
    ['plain text', /holds no directive/],
    ['', /holds no directive/],
    ['log-format = %(ftime)\nlog-date = %H:%M\nlog-format-strftime = true', /tells no date/],
    ['logformat = %(ftime)\nlogdate = %E\nlogformat-strftime = 1', /no strftime conversion/],
  ],
});

const startMs = Date.UTC(2026, 10, 21, 3, 43, 25);
const TAIL = '(HTTP/1.1 200) 2 headers in 82 bytes (1 switches on core 1)';
const HEAD =
  '[pid: 41|app: 0|req: 1/3] 192.0.2.7 () {34 vars in 576 bytes} [Sat Nov 21 03:43:25 2026]';
const line = (rest: string): string => `${HEAD} ${rest}`;

describe('the line without a log-format', () => {
  const parser = parserOf('uwsgi');

  it.each([
    ['milliseconds', line(`GET / => generated 5 bytes in 46 msecs ${TAIL}`), { durationMs: 46 }],
    [
      'microseconds',
      line(`GET / => generated 5 bytes in 46 micros ${TAIL}`),
      { durationMs: 0.046 },
    ],
    [
      'a route',
      line(`GET / => generated 5 bytes in 1 msecs via route() ${TAIL}`),
      { durationMs: 1 },
    ],
    [
      'an offload thread, microseconds',
      line(`GET / => generated 5 bytes in 1 micros via offload() ${TAIL}`),
      { durationMs: 0.001 },
    ],
    [
      'spaces in the target',
      line(`GET /a b => generated 5 bytes in 1 msecs ${TAIL}`),
      { target: '/a b' },
    ],
    [
      'more than 4 GiB',
      line(`GET / => generated 5105062572 bytes in 1 msecs ${TAIL}`),
      { bodyBytes: 5105062572 },
    ],
    [
      'the option vhost',
      `a.example ${line(`GET / => generated 5 bytes in 1 msecs ${TAIL}`)}`,
      { vhost: 'a.example', client: '192.0.2.7' },
    ],
    [
      'the option vhost and no host',
      ` ${line(`GET / => generated 5 bytes in 1 msecs ${TAIL}`)}`,
      { client: '192.0.2.7' },
    ],
    [
      'the option memory-report',
      `{address space usage: 79679488 bytes/75MB} {rss usage: 17752064 bytes/16MB} ${line(`GET / => generated 5 bytes in 1 msecs ${TAIL}`)}`,
      { client: '192.0.2.7', durationMs: 1 },
    ],
    [
      'a longer memory-report behind a host',
      `a.example {address space usage: 7 bytes/0MB} {rss usage: 1 bytes/0MB} {uss usage: 1 bytes/0MB} {pss usage: 1 bytes/0MB} ${line(`GET / => generated 5 bytes in 1 msecs ${TAIL}`)}`,
      { client: '192.0.2.7', vhost: 'a.example' },
    ],
    [
      'X-Forwarded-For for the address',
      `[pid: 41|app: 0|req: 1/3] 198.51.100.1, 10.0.0.1 () {34 vars in 576 bytes} [Sat Nov 21 03:43:25 2026] GET / => generated 5 bytes in 1 msecs ${TAIL}`,
      { client: '198.51.100.1, 10.0.0.1' },
    ],
  ])('is read with %s', (_, text, record) => {
    const values = readLine(parser, text);
    expect(values).toMatchObject({ startMs, method: 'GET', status: 200, ...record });
  });

  it('has no client and no request where uWSGI had no room for them', () => {
    const minimal = `[pid: 41|app: 0|req: 1/3] 0.0.0.0 () {34 vars in 9576 bytes} [Sat Nov 21 03:43:25 2026] - - => generated 5 bytes in 46 msecs (- 200) 2 headers in 82 bytes (1 switches on core 1)`;
    expect(readLine(parser, minimal)).toEqual({
      startMs,
      durationMs: 46,
      bodyBytes: 5,
      bytesOut: 87,
      status: 200,
    });
    const listening = minimal.replace('- - =>', 'GET / =>');
    expect(readLine(parser, listening)).toMatchObject({ client: '0.0.0.0', target: '/' });
  });

  it.each([
    ['46 secs', '%(elapsed) is no number'],
    ['46', '%(elapsed) is no number'],
    ['x msecs', '%(elapsed) is no number'],
    ['46 msecsx', '%(elapsed) is no number'],
  ])('is missed with a duration of %s', (elapsed, reason) => {
    const text = line(`GET / => generated 5 bytes in ${elapsed} ${TAIL}`);
    expect(readLine(parser, text)).toHaveProperty('reason', reason);
  });

  it('is told by its documented format too', () => {
    const documented = uwsgi.presets[0]?.format ?? '';
    const values = readLine(
      compiled(uwsgi, ` ${documented}`.trim()),
      line(`GET / => generated 5 bytes in 46 msecs ${TAIL}`),
    );
    expect(values).toMatchObject({ durationMs: 46 });
  });

  it('says that its time has no zone', () => {
    const text = line(`GET / => generated 5 bytes in 1 msecs ${TAIL}`);
    expect(zonelessIn(parser, text)).toEqual(['startMs']);
    expect(readWholeLine(parser, text)).not.toHaveProperty('zoneMinutes');
  });
});

describe('the text between requests', () => {
  const own = [
    '*** Starting uWSGI 2.0.21-debian (64bit) on [Sat Nov 21 03:43:25 2026] ***',
    'compiled with version: 12.2.0 on 19 May 2023 13:59:29',
    'your processes number limit is 96365',
    "WSGI app 0 (mountpoint='') ready in 0 seconds on interpreter 0x7f1a68360018 pid: 7 (default app)",
    'Sat Nov 21 03:50:01 2026 - *** uWSGI listen queue of socket "127.0.0.1:3031" (fd: 3) full !!! (101/100) ***',
    'DAMN ! worker 1 (pid: 40) died, killed by signal 9 :( trying respawn ...',
    'invalid request block size: 4937 (max 4096)...skip',
    'worker 1 buried after 1 seconds',
    'SIGINT/SIGTERM received...killing workers...',
    '2026-11-21 11:36:33 - spawned uWSGI worker 1 (pid: 12031, cores: 2)',
    '[21/Nov/2026:11:36:33 +0530] - lock engine: pthread robust mutexes',
  ];
  const reason = 'text of uWSGI or its application, no request';

  it.each(own)('is a miss of one reason: %s', (text) => {
    const log = '%(addr) - %(user) [%(ltime)] "%(method) %(uri) %(proto)" %(status)';
    for (const parser of [parserOf('uwsgi'), compiled(uwsgi, log)]) {
      expect(readLine(parser, text)).toEqual({ reason, between: true });
    }
  });

  it.each(['', ' ', 'Hello world', 'a.example {address', '[pid', '{'])(
    'is what an application says without a log-format: %j',
    (text) => {
      expect(readLine(parserOf('uwsgi'), text)).toEqual({ reason, between: true });
    },
  );

  it('is not a request that does not end', () => {
    expect(readLine(parserOf('uwsgi'), HEAD)).toEqual({
      reason: '%(ctime) is no time',
      field: '%(ctime)',
    });
    expect(readLine(compiled(uwsgi, '%(method) %(status)'), 'Hello')).toEqual({
      reason: '%(method) is not followed by " "',
      field: '%(method)',
    });
  });

  it.each([
    ['%(addr) - %(user) [%(ltime)] %(status)', 'Hello'],
    ['%(addr) - %(user) [%(ltime)] %(status)', '2026-11-21 05:43:25,113 - shop - INFO - paid'],
    ['%(addr) %(status)', 'Traceback (most recent call last):'],
  ])('is what an application says under a log-format that is given: %s', (format, text) => {
    expect(readLine(compiled(uwsgi, format), text)).toEqual({ reason, between: true });
  });

  it.each([
    ['%(addr) - %(user) [%(ltime)] %(status)', '192.0.2.7 - jo [21/Nov/2026:05:43:25] 200'],
    ['%(addr) %(status)', '2001:db8::1, 10.0.0.1 2oo'],
    [uwsgi.presets[1]?.format ?? '', 'Hello'],
  ])('is not a request of %s that is none', (format, text) => {
    expect(readLine(compiled(uwsgi, format), text)).not.toHaveProperty('between');
  });

  needsCorpus(`is all that is missed of a real log ${why}`, () => {
    const parser = parserOf('uwsgi');
    const record = new AccessRecord();
    const other = parserOf('uwsgi:%(addr) [%(ltime)]');
    const misses = linesOf(incident('uwsgi-surge/logs/uwsgi.log')).flatMap((text) => {
      const miss = parser.parse(text, 0, text.length, record);
      return miss === undefined ? [] : [miss, other.parse(text, 0, text.length, record)];
    });
    expect(misses.length).toBe(2 * 137);
    expect(new Set(misses.map((miss) => miss?.reason))).toEqual(new Set([reason]));
  });
});

describe('the variables of log-format', () => {
  it.each([
    ['%(addr) (%(user))', '192.0.2.7 (jo)', { client: '192.0.2.7', user: 'jo' }],
    ['%(addr) x', '198.51.100.1, 10.0.0.1 x', { client: '198.51.100.1, 10.0.0.1' }],
    [
      '%(method)|%(uri)|%(proto)',
      'GET|/a b|HTTP/1.1',
      { method: 'GET', target: '/a b', protocol: 'HTTP/1.1' },
    ],
    [
      '"%(method) %(uri) %(proto)" %(status)',
      '"GET /a b HTTP/1.1" 200',
      {
        request: 'GET /a b HTTP/1.1',
        method: 'GET',
        target: '/a b',
        protocol: 'HTTP/1.1',
        status: 200,
      },
    ],
    [
      '%(host)%(uri) %(status)',
      'a.example/b 200',
      { vhost: 'a.example', target: '/b', status: 200 },
    ],
    ['"%(referer)" "%(uagent)"', '"-" "say \\x"', { agent: 'say \\x' }],
    ['%(size) %(rsize) %(hsize) %(cl)', '30 20 10 5', { bytesOut: 30, bodyBytes: 20, bytesIn: 5 }],
    ['%(secs)', '1.250000', { durationMs: 1250 }],
    ['%(msecs)', '1250', { durationMs: 1250 }],
    ['%(msecs) %(micros)', '1 1250', { durationMs: 1.25 }],
    ['%(msecs) %(secs)', '1 0.001250', { durationMs: 1.25 }],
    ['%(micros)', '-2147483000', {}],
    ['[%(ctime)]', '[Sat Nov 21 03:43:25 2026]', { startMs }],
    ['[%(ctime)]', '[Sat Nov  7 03:43:25 2026]', { startMs: startMs - 14 * 86_400_000 }],
    ['[%(ltime)]', '[21/Nov/2026:05:43:25 +0200]', { startMs }],
    ['[%(ftime)]', '[21/Nov/2026:05:43:25 +0200]', { startMs }],
    ['%(time)', `${startMs / 1000}`, { startMs }],
    ['%(time) %(tmsecs)', `${startMs / 1000} ${startMs + 42}`, { startMs: startMs + 42 }],
    ['%(tmicros)', `${startMs}500`, { startMs: startMs + 0.5 }],
    ['%(epoch) %(msecs)', `${startMs / 1000} 3`, { endMs: startMs, durationMs: 3 }],
    ['%(epoch) [%(ltime)]', `${startMs / 1000 + 9} [21/Nov/2026:05:43:25 +0200]`, { startMs }],
    ['%(epoch) %(tmsecs)', `${startMs / 1000 + 9} ${startMs}`, { startMs }],
    [
      '%(pid) %(wid) %(switches) %(vars) %(headers) %(core) %(vsz) %(rss) %(vszM) %(rssM) %(pktsize)',
      '1 2 3 4 5 6 7 8 9 10 11',
      {},
    ],
    [
      '%(modifier1) %(modifier2) %(rerr) %(werr) %(ioerr) %(metric.my.own) %(toString)',
      '0 0 0 1 1 7 x',
      { connection: '1' },
    ],
    ['%(ioerr)', '2', { connection: '2' }],
    ['%(ioerr) %(werr)', '2 0', { connection: '0' }],
    ['%(hsize) %(rsize)', '82 12940', { bodyBytes: 12940, bytesOut: 13022 }],
    ['%(hsize) %(rsize) %(size)', '82 12940 13022', { bodyBytes: 12940, bytesOut: 13022 }],
    ['%(hsize)', '82', {}],
    [
      '%(method) %(uri) => %(status)',
      'GET /a b => 200',
      { method: 'GET', target: '/a b', status: 200 },
    ],
    ['"%(uri)" %(status)', '"/a b" 200', { target: '/a b', status: 200 }],
    [
      '%(var.HTTP_X_FORWARDED_FOR) - %(var.REMOTE_ADDR) %(var.HTTP_X_MINE)',
      '192.0.2.1, 10.0.0.1 - 10.0.0.2 x',
      { forwardedFor: '192.0.2.1, 10.0.0.1', client: '10.0.0.2' },
    ],
    ['%(var.PATH_INFO)?%(var.QUERY_STRING) ', '/a?b=1 ', { path: '/a', query: 'b=1' }],
    ['100% %%(status)', '100% %200', { status: 200 }],
    [
      'log-format = %(ftime) %(status)\n; a comment\nlog-date = %Y-%m-%d %H:%M:%S\nlogformat-strftime = true',
      '2026-11-21 03:43:25 200',
      { startMs, status: 200 },
    ],
    [
      'logformat = %(ftime)\nlog-date = true\nlogformat-strftime = true',
      '21/Nov/2026:05:43:25 +0200',
      { startMs },
    ],
    ['log-date = %F %T\nlogformat = %(ftime)', '21/Nov/2026:05:43:25 +0200', { startMs }],
  ])('%j reads %j', (format, text, record) => {
    expect(readLine(compiled(uwsgi, format), text)).toEqual(record);
  });

  it.each([
    ['%(status)', '2oo', '%(status) is no number'],
    ['[%(ctime)]', '[Sat Feb 31 03:43:25 2026]', '%(ctime) is no time'],
    ['[%(ltime)] %(status)', '[21/Nov/2026:05:43:25] 200', '%(ltime) is no time'],
  ])('%s misses %s', (format, text, reason) => {
    expect(readLine(compiled(uwsgi, format), text)).toHaveProperty('reason', reason);
  });

  it.each([
    ['%(ctime)', 'Sat Nov 21 03:43:25 2026', ['startMs']],
    ['%(ltime)', '21/Nov/2026:05:43:25 +0200', []],
    ['%(ctime) %(tmsecs)', `Sat Nov 21 03:43:25 2026 ${startMs}`, []],
    ['%(time)', `${startMs / 1000}`, []],
    [
      'log-format = %(ftime)\nlog-date = %F %T\nlog-format-strftime = on',
      '2026-11-21 03:43:25',
      ['startMs'],
    ],
    [
      'log-format = %(ftime)\nlog-date = %F %T %z\nlog-format-strftime = on',
      '2026-11-21 03:43:25 +0200',
      [],
    ],
  ])('says whether the time of %j lacks a zone', (format, text, zoneless) => {
    expect(zonelessIn(compiled(uwsgi, format), text)).toEqual(zoneless);
  });

  it('keeps the zone that a time was written with', () => {
    const text = bytesOf('21/Nov/2026:05:43:25 +0200');
    const record = new AccessRecord();
    compiled(uwsgi, '%(ltime)').parse(text, 0, text.length, record);
    expect(record.number('zoneMinutes')).toBe(120);
  });
});
