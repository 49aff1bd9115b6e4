import { describe, expect, it } from 'vitest';
import type { ServerConfig } from '../../../parsers/server-config.ts';
import { uwsgi } from '../../../parsers/uwsgi/index.ts';
import { uwsgiConfig } from '../../../parsers/uwsgi/server-config.ts';
import { expandMagic } from '../../../parsers/uwsgi/server-config-magic.ts';
import { MAX_OPTIONS, Options } from '../../../parsers/uwsgi/server-config-options.ts';
import { expandPlaceholders } from '../../../parsers/uwsgi/server-config-placeholders.ts';
import { configTree } from '../../support/config-tree.ts';
import { capacitiesOf, logsOf, readConfig } from '../../support/read-config.ts';
import { compiled, readLine } from '../read-line.ts';

const MAIN = '/srv/shop/uwsgi.ini';

function readTree(files: Readonly<Record<string, string>>, main: string = MAIN): ServerConfig {
  return readConfig(uwsgiConfig, main, files);
}

const read = (...lines: readonly string[]): ServerConfig =>
  readTree({ [MAIN]: ['[uwsgi]', ...lines].join('\n') });

describe('the logs of uWSGI', () => {
  it.each<[string, readonly string[], readonly (readonly string[])[]]>([
    ['the line without a format', ['logto = /a'], [['/a', 'uwsgi']]],
    [
      'a format',
      ['logto = /a', 'log-format = %(addr) = %(status)'],
      [['/a', '%(addr) = %(status)']],
    ],
    ['its other name', ['logto = /a', 'logformat=%(addr)'], [['/a', '%(addr)']]],
    ['the last of one option', ['logto = /a', 'logto = /b'], [['/b', 'uwsgi']]],
    ['daemonize before logto', ['daemonize = /a', 'logto = /b'], [['/a', 'uwsgi']]],
    ['logto2 before both', ['logto2 = /c', 'daemonize = /a', 'logto = /b'], [['/c', 'uwsgi']]],
    ['a logger before files', ['logger = file:/a', 'logto = /b'], [['/a', 'uwsgi']]],
    [
      'loggers of requests before those of all',
      ['logger = file:/e', 'req-logger = file:/a', 'req-logger = own file:/b'],
      [
        ['/a', 'uwsgi'],
        ['/b', 'uwsgi'],
      ],
    ],
    ['a logger’s own names', ['logger = file:logfile=/a,maxsize=9'], [['/a', 'uwsgi']]],
    ['standard output', ['logger = stdio'], [['/dev/stderr', 'uwsgi']]],
    ['nothing named', ['master = true'], [['/dev/stderr', 'uwsgi']]],
    ['an address', ['logto = 10.0.0.1:514'], []],
    ['syslog', ['log-syslog = local0'], []],
    ['another logger', ['req-logger = redislog:127.0.0.1:6379'], []],
    ['nothing where it goes', ['logto = /dev/null'], []],
    ['requests not logged', ['logto = /a', 'disable-logging = true'], []],
    ['a switch that is off', ['logto = /a', 'disable-logging = false'], [['/a', 'uwsgi']]],
    ['some requests logged', ['logto = /a', 'disable-logging', 'log-5xx = 1'], [['/a', 'uwsgi']]],
    ['comments', ['; logto = /b', '# logto = /c', '  logto=/a  '], [['/a', 'uwsgi']]],
    ['other sections', ['logto = /a', '[other]', 'logto = /b'], [['/a', 'uwsgi']]],
  ])('%s', (_, lines, expected) => {
    expect(logsOf(read(...lines))).toEqual(expected);
  });

  it('print times by the pattern of log-date where log-format-strftime is on', () => {
    const format = 'log-format = [%(ftime)] %(status)';
    const date = 'log-date = %%d/%%b/%%Y %%H:%%M:%%S';
    const patterned = read('logto = /a', format, date, 'log-format-strftime = true');
    expect(
      readLine(compiled(uwsgi, patterned.logs[0]?.format ?? ''), '[21/Nov/2026 08:30:51] 200'),
    ).toEqual({
      startMs: Date.UTC(2026, 10, 21, 8, 30, 51),
      status: 200,
    });
    expect(logsOf(read('logto = /a', format, date))).toEqual([['/a', '[%(ftime)] %(status)']]);
  });

  it('name their option and where it stands', () => {
    expect(read('master', 'logto = /a').logs[0]?.directive).toBe(
      'logto = /a (/srv/shop/uwsgi.ini:3)',
    );
  });

  it.each([
    ['logto = logs/a', /relative to where uWSGI was started/],
    ['logto = $(HOME)/a', /a part of the path is not known/],
    ['logto = /log/%h.log', /a part of the path is not known/],
    ['logto = 10.0.0.1:514', /^logto = 10.0.0.1:514 \(.*\): no file$/],
    ['disable-logging = 1', /requests are in no log/],
    ['disable-logging = 1\nlog-slow = 9', /only requests of log-slow are in the log/],
    ['log-x-forwarded-for = true', /which any client can write/],
    ['emperor = /etc/vassals', /vassals have configurations of their own/],
    ['master = 1', /no option names a log/],
    ['if-env = X\nlogto = /b\nendif =', /known only where uWSGI runs/],
    ['ini = gone.ini', /^ini = gone.ini \(.*:2\) finds no file$/],
    ['ini = :gone', /holds no section gone/],
    ['ini = :uwsgi', /uwsgi.ini:uwsgi leads in a circle/],
  ])('%s is worth a note', (text, note) => {
    expect(read(text).notes.join('\n')).toMatch(new RegExp(note, 'm'));
  });
});

describe('the workers of uWSGI', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['processes', ['processes = 4'], ['4 workers: processes 4 x threads 1']],
    ['times threads', ['workers = 4', 'threads = 8'], ['32 workers: workers 4 x threads 8']],
    ['times cores', ['processes = 2', 'async = 10'], ['20 workers: processes 2 x async 10']],
    [
      'threads before cores',
      ['processes = 2', 'gevent = 9', 'threads = 3'],
      ['6 workers: processes 2 x threads 3'],
    ],
    ['of as many CPUs as there are', ['processes = %k'], []],
    ['of the environment', ['processes = $(N)'], []],
    ['none', ['processes = 0'], []],
    ['not set', ['threads = 4'], []],
    ['reckoned', ['n = 3', 'processes = %(n * 2)'], ['6 workers: processes 6 x threads 1']],
  ])('%s', (_, lines, expected) => {
    expect(capacitiesOf(read(...lines))).toEqual(expected);
  });

  it.each([
    [
      'cheaper = 2',
      'cheaper = 2 (/srv/shop/uwsgi.ini:3): so few processes run while there is little to do, at most processes 4',
    ],
    ['listen = 128', 'listen = 128 (/srv/shop/uwsgi.ini:3): so many requests wait for a worker'],
  ])('%s is told', (option, note) => {
    expect(read('processes = 4', option).notes).toContain(note);
  });

  it('are not known where the number of processes is not set or no number', () => {
    expect(read('threads = 4').notes).toContain(
      'processes is not set: no limit is taken from threads alone',
    );
    expect(read('processes = %k').notes).toContain(
      'processes %k x threads 1: no number that is known here',
    );
  });
});

describe('the options of uWSGI', () => {
  it('come from the files and sections that are included, in order', () => {
    const config = readTree({
      [MAIN]:
        '[base]\nprocesses = 2\n[uwsgi]\nini = :base\nini = %d/common.ini:prod\ninclude = log.yaml\nthreads = 2',
      '/srv/shop/common.ini': '[uwsgi]\nprocesses = 9\n[prod]\nprocesses = 3\nlogto = /%n-%N.log',
      '/srv/shop/log.yaml': 'uwsgi:\n  log-format: "%(addr)"\n',
    });
    expect(capacitiesOf(config)).toEqual(['6 workers: processes 3 x threads 2']);
    expect(logsOf(config)).toEqual([['/common-uwsgi.log', '%(addr)']]);
  });

  it('are of the section behind a colon', () => {
    const files = { [MAIN]: '[uwsgi]\nprocesses = 1\n[prod]\nprocesses = 2' };
    expect(capacitiesOf(readTree(files, `${MAIN}:prod`))).toEqual([
      '2 workers: processes 2 x threads 1',
    ]);
  });

  it('are read from YAML, in maps and lists', () => {
    const main = '/srv/shop/uwsgi.yml';
    const config = readTree(
      {
        [main]: [
          '%YAML 1.1',
          '---',
          'other:',
          '  processes: 9',
          'uwsgi: # ours',
          "  log-format: '%(addr) #1 ''%(status)''' # not this",
          '  processes: 4',
          '  req-logger:',
          '    - file:/a',
          '    - "file:/b"',
          '',
          '  threads : 2',
        ].join('\n'),
      },
      main,
    );
    expect(capacitiesOf(config)).toEqual(['8 workers: processes 4 x threads 2']);
    const format = "%(addr) #1 '%(status)'";
    expect(logsOf(config)).toEqual([
      ['/a', format],
      ['/b', format],
    ]);
  });

  it.each<[string, readonly string[], readonly (readonly string[])[]]>([
    [
      'for',
      ['for = /a /b', 'req-logger = file:%(_)', 'endfor ='],
      [
        ['/a', 'uwsgi'],
        ['/b', 'uwsgi'],
      ],
    ],
    [
      'for-times',
      ['for-times = 2', 'req-logger = file:/%(_)', 'end-for'],
      [
        ['/1', 'uwsgi'],
        ['/2', 'uwsgi'],
      ],
    ],
    [
      'for-glob',
      ['for-glob = *.ini', 'req-logger = file:%(_).log', 'end'],
      [['/srv/shop/uwsgi.ini.log', 'uwsgi']],
    ],
    [
      'if-opt',
      ['x = 1', 'if-opt = x=1', 'logto = /a', 'else', 'logto = /b', 'endif ='],
      [['/a', 'uwsgi']],
    ],
    [
      'its else',
      ['x = 1', 'if-opt = x=2', 'logto = /a', 'else', 'logto = /b', 'endif ='],
      [['/b', 'uwsgi']],
    ],
    ['if-not-opt', ['if-not-opt = x', 'logto = /a', 'endif ='], [['/a', 'uwsgi']]],
    ['if-reload', ['if-reload', 'logto = /a', 'else', 'logto = /b', 'endif'], [['/b', 'uwsgi']]],
    ['if-not-reload', ['if-not-reload', 'logto = /a', 'endif'], [['/a', 'uwsgi']]],
    [
      'what is not known',
      ['logto = /a', 'if-file = /x', 'logto = /b', 'else', 'logto = /c', 'endif'],
      [['/a', 'uwsgi']],
    ],
  ])('follow %s', (_, lines, expected) => {
    expect(logsOf(read(...lines))).toEqual(expected);
  });

  it('are set by other options', () => {
    expect(logsOf(read('set-ph = dir=/log=1', 'set = logto=%(dir)/a'))).toEqual([
      ['/log=1/a', 'uwsgi'],
    ]);
  });

  it('keep the variables of log-format, but for those that options name', () => {
    expect(logsOf(read('logto = /a', 'user = jo', 'log-format = %(addr) %(user)'))).toEqual([
      ['/a', '%(addr) jo'],
    ]);
  });

  it.each([
    ['/srv/x.xml', '<uwsgi></uwsgi>', 'uWSGI’s XML is not read, ini and YAML are'],
    ['/srv/x', '{ "uwsgi": {} }', 'uWSGI’s JSON is not read, ini and YAML are'],
    ['/srv/x.ini', '[other]\na = 1', 'holds no section uwsgi'],
    ['/srv/x.ini', '', 'holds no section uwsgi'],
  ])('of %s are not read', (path, text, reason) => {
    expect(uwsgiConfig.read(path, configTree({ [path]: text }))).toEqual({ reason });
  });

  it('are kept up to a bound', () => {
    const options = new Options();
    for (let i = 0; i <= MAX_OPTIONS; i++) options.add({ name: 'x', value: `${i}`, place: '' });
    expect(options.size).toBe(MAX_OPTIONS);
    expect(options.last('x')?.value).toBe(`${MAX_OPTIONS - 1}`);
  });
});

describe('magic variables', () => {
  const main = { path: '/etc/uwsgi/main.ini', section: 'uwsgi' };
  const source = { path: '/srv/shop/site.prod.yaml', section: 'web' };
  it.each([
    ['%p', '/srv/shop/site.prod.yaml'],
    ['%o', '/srv/shop/site.prod.yaml'],
    ['%dlog', '/srv/shop/log'],
    ['%s', 'site.prod.yaml'],
    ['%n', 'site.prod'],
    ['%e', 'yaml'],
    ['%c', 'shop'],
    ['%x', 'web'],
    ['%0-%1-%2', 'srv-shop-'],
    ['%P %D %N %C', '/etc/uwsgi/main.ini /etc/uwsgi/ main uwsgi'],
    ['%%Y %%%%', '%Y %%'],
    ['%(addr)', '%(addr)'],
    ['%h %k', '%h %k'],
    ['%y|', '|'],
    ['100%', '100%'],
  ])('%s', (value, expected) => {
    expect(expandMagic(value, source, main)).toBe(expected);
  });
});

describe('placeholders', () => {
  const options: Readonly<Record<string, string>> = {
    a: '1',
    b: '%(a)2',
    self: '%(self)',
    grows: '%(grows)%(grows)',
    n: '7',
  };
  it.each([
    ['%(a)', '1'],
    ['%(b)', '12'],
    ['x%(gone)x', 'x%(gone)x'],
    ['%(a + 2 * 3)', '9'],
    ['%(n / 2)', '3'],
    ['%(n / 0)', '0'],
    ['%(n - 9)', '-2'],
    ['%(a n)', '17'],
    ['%(self)', '%(self)'],
    ['%(grows)', '%(grows)'],
    ['%(', '%('],
  ])('%s', (value, expected) => {
    expect(expandPlaceholders(value, (name) => options[name])).toBe(expected);
  });
});
