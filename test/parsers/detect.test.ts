import { describe, expect, it } from 'vitest';
import { detect, MAX_DETECT_LINES } from '../../parsers/detect.ts';
import { rooms } from '../../parsers/rooms.ts';
import { bytesOf } from './read-line.ts';

const stamp = '[21/Nov/2026:05:06:17 +0100]';
const head = `192.0.2.7 - - ${stamp} "GET / HTTP/1.1"`;

function nameOf(lines: readonly string[]): string | undefined {
  return detect(lines.map(bytesOf)).best?.name;
}

describe('detect', () => {
  const samples = rooms.flatMap((room) => {
    return room.presets.map(({ name, samples: all }) => ({
      name,
      lines: all.map(({ line }) => line),
    }));
  });
  /** Presets with the layout of another, which these lines do not tell from it. */
  const alike = new Set([
    'debian_combined',
    'debian_common',
    'debian_combined_d',
    'vcombined',
    'nginx_vhost',
    'uwsgi_combined',
  ]);

  it.each(samples.filter(({ name }) => !alike.has(name)))(
    'knows the samples of $name',
    ({ name, lines }) => {
      expect(nameOf(lines)).toBe(name);
    },
  );

  it.each([
    ['no evidence', [`${head} 200 5 "-" "curl"`], 'combined'],
    ['a dash for no bytes', [`${head} 304 - "-" "curl"`], 'combined'],
    ['bytes without a body', [`${head} 304 180 "-" "curl"`], 'debian_combined'],
    ['a zero for no bytes', [`${head} 304 0 "-" "curl"`], 'nginx'],
    ['status 499', [`${head} 499 0 "-" "curl"`], 'nginx'],
    ['a quote as hex', [`${head} 200 5 "-" "\\x22"`], 'nginx'],
    ['a quote as letter', [`${head} 200 5 "-" "\\"q\\""`], 'combined'],
    ['lower-case hex', [`${head} 200 5 "-" "\\xe2"`], 'combined'],
    ['upper-case hex', [`${head} 200 5 "-" "\\xE2"`], 'nginx'],
    ['a dash and 408', [`192.0.2.7 - - ${stamp} "-" 408 5 "-" "-"`], 'combined'],
    [
      'the user of identd',
      [`192.0.2.7 jo jo ${stamp} "GET / HTTP/1.1" 200 5 "-" "curl"`],
      'combined',
    ],
    [
      'hosts for users of identd',
      [`192.0.2.7 a.example - ${stamp} "GET / HTTP/1.1" 200 5 "-" "curl"`],
      'lighttpd',
    ],
    [
      'a port behind the host',
      [`192.0.2.7 localhost:80 - ${stamp} "GET / HTTP/1.1" 200 5 "-" "curl"`],
      'lighttpd',
    ],
    ['a host in front', [`a.example ${head} 200 5 "-" "curl"`], 'vcombined'],
    ['a host in front, and 499', [`a.example ${head} 499 0 "-" "curl"`], 'nginx_vhost'],
    ['host and port in front', [`a.example:443 ${head} 200 5 "-" "curl"`], 'vhost_combined'],
    ['addresses in a list', [`192.0.2.7, ${head} 200 5 "-" "curl"`], 'nginx'],
    ['microseconds behind', [`${head} 200 5 "-" "curl" 116075`], 'combined_d'],
    ['microseconds and bytes sent', [`${head} 304 180 "-" "curl" 116075`], 'debian_combined_d'],
    [
      'whole seconds behind',
      [`${head} 200 5 "-" "curl" 0`, `${head} 200 5 "-" "curl" 2`],
      'combined_t',
    ],
    ['seconds with decimals behind', [`${head} 200 5 "-" "curl" 0.116`], 'nginx_time'],
    [
      'no address',
      [`- - ${stamp} "GET /php/call.php?page=a HTTP/1.0" 200 5105062572`],
      'clientless',
    ],
    [
      'no address, but headers',
      [`- - ${stamp} "GET / HTTP/1.1" 200 5 "-" "c"`],
      'clientless_combined',
    ],
    ['a dash for the address', [`- - - ${stamp} "GET / HTTP/1.1" 200 5`], 'common'],
    ['one list more', [`${head} 200 5 "-" "curl" "-"`], 'nginx_main'],
  ])('takes %s as evidence', (_, lines, name) => {
    expect(nameOf(lines)).toBe(name);
  });

  it('takes the format of a fifth of the lines, and rather that of half of them', () => {
    const good = `${head} 200 5`;
    const own = `${stamp} 192.0.2.7 200 5 "GET / HTTP/1.1"`;
    expect(nameOf([good, 'garbage', ''])).toBe('common');
    expect(nameOf([good, 'a', 'b', 'c', 'd'])).toBe('common');
    expect(nameOf([good, 'a', 'b', 'c', 'd', 'e'])).toBeUndefined();
    expect(nameOf([good, own, own])).toBe('apache:%t %h %>s %b "%r"');
    expect(nameOf([own, 'a', 'b'])).toBeUndefined();
  });

  const started = [
    '*** Starting uWSGI 2.0.21-debian (64bit) on [Sat Nov 21 03:43:25 2026] ***',
    'spawned uWSGI worker 1 (pid: 40, cores: 4)',
    'Sat Nov 21 03:50:01 2026 - *** uWSGI listen queue of socket "127.0.0.1:3031" (fd: 3) full !!! (101/100) ***',
  ];
  const uwsgiLine =
    '[pid: 40|app: 0|req: 1/1] 127.0.0.1 () {38 vars in 696 bytes} [Sat Nov 21 03:43:29 2026] POST / => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in 378 bytes (1 switches on core 3)';
  const chatter = ['Traceback (most recent call last):', 'ValueError: x', 'a.views: sent mail'];

  it.each([
    ['uWSGI behind a hundred lines of its start', [uwsgiLine], 'uwsgi'],
    [
      "uWSGI's log like Apache's behind such lines",
      [`${head} 200 213 "-" "curl"`],
      'uwsgi_combined',
    ],
    ['uWSGI among what its application says', [...chatter, uwsgiLine, ...chatter], 'uwsgi'],
  ])('knows %s', (_, lines, name) => {
    const start = Array.from({ length: 100 }, (_none, i) => started[i % started.length] ?? '');
    const { best } = detect([...start, ...lines].map(bytesOf));
    expect(best).toMatchObject({ name, parsed: 1, of: 100 + lines.length });
    expect(best?.between).toBe(99 + lines.length);
  });

  it('takes the log of another server for that, whatever uWSGI says in it', () => {
    const lines = Array.from({ length: 9 }, () => `${head} 304 - "-" "curl"`);
    expect(nameOf([...lines, uwsgiLine, ...chatter])).toBe('combined');
    expect(nameOf([...started, ...chatter])).toBeUndefined();
  });

  it('says where the lines stop fitting the nearest format', () => {
    const { best, reason, candidates } = detect(
      [`${head} 2oo 5`, `${head} 200 5`, '', 'x', 'y', 'z', 'z'].map(bytesOf),
    );
    expect(best).toBeUndefined();
    expect(reason).toBe(
      'the nearest format is common, which fits 1 of 6 lines; line 1, column 61: %>s is no number',
    );
    expect(candidates.find(({ name }) => name === 'common')).toMatchObject({
      parsed: 1,
      of: 6,
      firstMiss: { line: 1, column: 61, reason: '%>s is no number', field: '%>s' },
    });
  });

  it.each([
    ['nothing', []],
    ['empty lines', ['', '']],
  ])('finds no lines in %s', (_, lines) => {
    expect(detect(lines.map(bytesOf))).toMatchObject({ reason: 'it holds no lines' });
  });

  it.each([
    ['JSON without a time', '{"status":200,"uri":"/"}'],
    ['prose', 'the quick brown fox jumps over the lazy dog'],
  ])('does not take %s for an access log', (_, line) => {
    const { best, reason } = detect([bytesOf(line)]);
    expect(best).toBeUndefined();
    expect(reason).toMatch(
      /^the nearest format is \w+, which fits 0 of 1 lines; line 1, column \d+: /,
    );
  });

  it('looks at no more lines than it needs', () => {
    const line = bytesOf(`${head} 200 5`);
    const { best } = detect(Array.from({ length: MAX_DETECT_LINES + 5 }, () => line));
    expect(best?.of).toBe(MAX_DETECT_LINES);
  });
});
