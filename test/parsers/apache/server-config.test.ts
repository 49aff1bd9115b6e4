import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apacheConfig } from '../../../parsers/apache/server-config.ts';
import { isMiss } from '../../../parsers/contract.ts';
import { MAX_CONFIG_NOTES, MAX_INCLUDE_DEPTH } from '../../../parsers/included-files.ts';
import type { ServerConfig } from '../../../parsers/server-config.ts';
import { configTree } from '../../support/config-tree.ts';

const MAIN = '/etc/httpd/conf/httpd.conf';
const COMMON = '%h %l %u %t "%r" %>s %b';

function readTree(files: Readonly<Record<string, string>>, main: string = MAIN): ServerConfig {
  const config = apacheConfig.read(main, configTree(files));
  if (isMiss(config)) throw new Error(config.reason);
  return config;
}

function read(...lines: readonly string[]): ServerConfig {
  return readTree({ [MAIN]: lines.join('\n') });
}

/** Path, format and virtual host of each log. */
function logs({ logs: found }: ServerConfig): readonly (readonly (string | undefined)[])[] {
  return found.map(({ path, format, vhost }) => [path, format, ...(vhost ? [vhost] : [])]);
}

describe('the logs of httpd', () => {
  it.each<[string, readonly string[], readonly (readonly string[])[]]>([
    ['a format string', [String.raw`CustomLog /a.log "%h \"%r\""`], [['/a.log', '%h "%r"']]],
    ['a nickname', ['LogFormat "%h %D" mine', 'CustomLog /a.log mine'], [['/a.log', '%h %D']]],
    ['a nickname defined later', ['CustomLog /a.log m', 'LogFormat %h m'], [['/a.log', '%h']]],
    ['the last definition', ['LogFormat %h m', 'LogFormat %a m', 'CustomLog /a m'], [['/a', '%a']]],
    ['`common` that no one defined', ['CustomLog /a.log common'], [['/a.log', COMMON]]],
    ['httpd’s own nickname', ['CustomLog /a.log CLF'], [['/a.log', COMMON]]],
    [
      'the root of the server',
      ['ServerRoot "/srv"', 'CustomLog logs/a %h'],
      [['/srv/logs/a', '%h']],
    ],
    ['no root', ['CustomLog logs/a %h'], [['logs/a', '%h']]],
    ['a condition', ['CustomLog /a.log %h env=!quiet'], [['/a.log', '%h']]],
    ['an expression', ['CustomLog /a %h "expr=%{REQUEST_STATUS} >= 400"'], [['/a', '%h']]],
    ['TransferLog', ['TransferLog /a.log'], [['/a.log', COMMON]]],
    ['its format', ['LogFormat "%h %D"', 'TransferLog /a.log'], [['/a.log', '%h %D']]],
    ['GlobalLog', ['GlobalLog /a.log %h'], [['/a.log', '%h']]],
    ['no other logs', ['ErrorLog /e.log', 'CustomLog /dev/null %h', 'ForensicLog /f.log'], []],
    ['any case', ['cUSTOMLOG /a.log %h'], [['/a.log', '%h']]],
  ])('%s', (_, lines, expected) => {
    expect(logs(read(...lines))).toEqual(expected);
  });

  it('of virtual hosts carry their name, and their own formats go first', () => {
    const config = read(
      'ServerName main.example.org',
      'LogFormat "%h" mine',
      'LogFormat "%a"',
      '<VirtualHost *:80>',
      '  CustomLog /one.log mine',
      '  LogFormat "%v %h" mine',
      '  ServerName https://one.example.org:80',
      '</VirtualHost>',
      '<VirtualHost *:80>',
      '  TransferLog /two.log',
      '  CustomLog /two-b.log mine',
      '</VirtualHost>',
      'CustomLog /main.log mine',
    );
    expect(logs(config)).toEqual([
      ['/one.log', '%v %h', 'one.example.org'],
      ['/two.log', '%a'],
      ['/two-b.log', '%h'],
      ['/main.log', '%h'],
    ]);
  });

  it('are told with the directive as it stands, and where', () => {
    const config = read('Define DIR /var/log', '', `CustomLog  \${DIR}/a.log \\`, '   "%h"');
    expect(config.logs).toEqual([
      {
        path: '/var/log/a.log',
        format: '%h',
        directive: `CustomLog \${DIR}/a.log "%h" (${MAIN}:3)`,
      },
    ]);
  });

  it('without a format that is known are told, not guessed', () => {
    const { logs: found, notes } = read('CustomLog /a.log combined', 'CustomLog "|/bin/x y" %h');
    expect(found).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/^CustomLog \/a.log combined .* no LogFormat defines$/),
      expect.stringMatching(/^CustomLog "\|\/bin\/x y" %h .* names no file that is known$/),
    ]);
  });

  it.each([
    ['|/usr/sbin/rotatelogs -l /var/log/a.%Y%m%d.log 86400', '/var/log/a.%Y%m%d.log'],
    ['||/usr/sbin/rotatelogs -L /cur.log -n 5 -f /var/log/a 5M', '/var/log/a'],
    ['|$rotatelogs.exe logs/a 60', undefined],
    ['|$rotatelogs logs/a 60', '/etc/httpd/logs/a'],
    ['|cronolog --symlink=/l -S /cur.log /var/log/%Y/a.log', '/var/log/%Y/a.log'],
    ['|/usr/bin/tee -a /var/log/a.log', '/var/log/a.log'],
    ['|/usr/bin/logger -t httpd', undefined],
    ['|', undefined],
  ])('piped into `%s` are in %s', (target, expected) => {
    const config = read('ServerRoot /etc/httpd', `CustomLog "${target}" "%h"`);
    expect(config.logs.map(({ path }) => path)).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('conditions', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['LoadModule ssl_module modules/mod_ssl.so', '<IfModule mod_ssl.c>', true],
    ['LoadModule ssl_module modules/mod_ssl.so', '<IfModule !ssl_module>', false],
    ['LoadModule ssl_module modules/mod_ssl.so', '<IfModule mod_md.c>', false],
    ['LoadModule ssl_module modules/mod_ssl.so', '<IfModule logio_module>', true],
    ['LoadModule mpm_worker_module m.so', '<IfModule worker.c>', true],
    ['LoadModule mpm_worker_module m.so', '<IfModule mpm_prefork_module>', false],
    ['', '<IfModule mod_anything.c>', true],
    ['Define TEST', '<IfDefine TEST>', true],
    ['', '<IfDefine TEST>', false],
    ['Define TEST\nUnDefine TEST', '<IfDefine !TEST>', true],
    ['', '<IfVersion >= 2.4>', true],
    ['', '<IfVersion < 2.4>', false],
    ['', '<IfVersion 2.4>', true],
    ['', '<IfVersion ~ /^2/>', true],
    ['', `<IfFile "${MAIN}">`, true],
    ['', '<IfFile /nowhere>', false],
    ['', '<If "%{HTTP_HOST} == \'a\'">', true],
    ['', '<Directory "/srv">', true],
  ];

  it.each(cases)('%s, then %s: %s', (before, section, expected) => {
    const end = `</${section.slice(1).split(/[ >]/)[0]}>`;
    const config = read(before, section, 'CustomLog /a.log %h', end, 'CustomLog /after.log %h');
    const paths = config.logs.map(({ path }) => path);
    expect(paths).toEqual(expected ? ['/a.log', '/after.log'] : ['/after.log']);
  });

  it('inside what is not read are not read', () => {
    const config = read(
      '<IfDefine NO>',
      '<IfModule core.c>',
      'CustomLog /a.log %h',
      '</IfModule>',
      'CustomLog /b.log %h',
      '</IfDefine>',
    );
    expect(config.logs).toEqual([]);
  });
});

describe('variables', () => {
  const envvars = 'export APACHE_LOG_DIR=/var/log/apache2$SUFFIX\n';

  it.each([
    ['/etc/apache2/envvars', envvars],
    ['/etc/envvars', envvars],
    ['/etc/apache2/envvars', `: \${APACHE_LOG_DIR:=/var/log/apache2}\nexport APACHE_LOG_DIR\n`],
    ['/etc/apache2/envvars', `X="/var/log"\nexport APACHE_LOG_DIR="\${X}/apache2" # here\n`],
  ])('come from %s: %s', (path, text) => {
    const main = '/etc/apache2/apache2.conf';
    const tree = { [main]: `CustomLog \${APACHE_LOG_DIR}/a.log %h`, [path]: text };
    expect(logs(readTree(tree, main))).toEqual([['/var/log/apache2/a.log', '%h']]);
  });

  it('are expanded with what was defined before, in formats too', () => {
    const config = read('Define H "%h"', `CustomLog /\${NO?=a}.log "\${H} %u"`, 'Define H x');
    expect(logs(config)).toEqual([['/a.log', '%h %u']]);
  });

  it('that no one defines stay, and are told once', () => {
    const { logs: found, notes } = read(`CustomLog \${DIR}/a %h`, `CustomLog \${DIR}/b %h`);
    expect(found.map(({ path }) => path)).toEqual([`\${DIR}/a`, `\${DIR}/b`]);
    expect(notes).toEqual([`\${DIR} is defined nowhere in the files that were read`]);
  });
});

describe('includes', () => {
  const log = 'CustomLog /a.log %h';

  it.each([
    ['a file of the root', 'Include conf.d/a.conf', '/etc/httpd/conf.d/a.conf'],
    ['a pattern', 'IncludeOptional conf.d/*.conf', '/etc/httpd/conf.d/a.conf'],
    ['an absolute path', 'Include /srv/x.conf', '/srv/x.conf'],
    ['a folder', 'Include conf.d', '/etc/httpd/conf.d/a.conf'],
    ['a folder in a folder', 'Include conf.d/', '/etc/httpd/conf.d/sites/a.conf'],
    ['folders that match', 'Include vhosts/*/a.conf', '/etc/httpd/vhosts/one/a.conf'],
  ])('%s', (_, include, path) => {
    const config = readTree({ [MAIN]: `ServerRoot "/etc/httpd"\n${include}`, [path]: log });
    expect(logs(config)).toEqual([['/a.log', '%h']]);
    expect(config.notes).toEqual([]);
  });

  it.each([
    ['/copy/etc/httpd/conf/httpd.conf', 'Include conf.d/*', '/copy/etc/httpd/conf.d/a.conf'],
    ['/copy/etc/httpd/conf/httpd.conf', 'Include /srv/a.conf', '/copy/srv/a.conf'],
    ['/copy/httpd.conf', 'Include conf.d/*', '/copy/conf.d/a.conf'],
    ['/copy/httpd.conf', 'Include /etc/httpd/conf.d/*', '/copy/conf.d/a.conf'],
    ['/copy/conf/httpd.conf', 'Include /etc/httpd/conf.d/*', '/copy/conf.d/a.conf'],
    ['conf/httpd.conf', 'Include conf.d/*', 'conf.d/a.conf'],
  ])('of a copy, %s: %s', (main, include, path) => {
    const config = readTree({ [main]: `ServerRoot /etc/httpd\n${include}`, [path]: log }, main);
    expect(logs(config)).toEqual([['/a.log', '%h']]);
  });

  it('of a copy never lead to this machine’s files', () => {
    const main = '/copy/etc/httpd/conf/httpd.conf';
    const tree = { [main]: 'ServerRoot /etc/httpd\nInclude /etc/httpd/x', '/etc/httpd/x': log };
    expect(readTree(tree, main).logs).toEqual([]);
  });

  it('that find nothing are told, optional ones not', () => {
    const { notes } = read('Include gone.conf', 'IncludeOptional gone/*.conf');
    expect(notes).toEqual([`Include gone.conf (${MAIN}:1) finds no file`]);
  });

  it('in a circle end, and are told', () => {
    const { logs: found, notes } = readTree({
      [MAIN]: `Include /b.conf\n${log}`,
      '/b.conf': `Include ${MAIN}\nInclude /b.conf`,
    });
    expect(found).toHaveLength(1);
    expect(notes).toEqual([
      `Include ${MAIN} (/b.conf:1) leads in a circle`,
      'Include /b.conf (/b.conf:2) leads in a circle',
    ]);
  });

  it('are followed to a depth', () => {
    const chain = Array.from({ length: MAX_INCLUDE_DEPTH + 3 }, (_, i) => {
      return [`/${i}.conf`, `CustomLog /${i}.log %h\nInclude /${i + 1}.conf`] as const;
    });
    const config = readTree(Object.fromEntries(chain), '/0.conf');
    expect(config.logs).toHaveLength(MAX_INCLUDE_DEPTH);
    expect(config.notes).toEqual([expect.stringContaining('files deep')]);
  });

  it('belong to the virtual host that they stand in', () => {
    const config = readTree({
      [MAIN]: '<VirtualHost *>\nServerName a.example\nInclude /log.conf\n</VirtualHost>',
      '/log.conf': log,
    });
    expect(logs(config)).toEqual([['/a.log', '%h', 'a.example']]);
  });
});

describe('workers', () => {
  const cases: readonly (readonly [string, readonly string[], number, string])[] = [
    ['prefork', [], 256, 'the default of mpm_prefork'],
    ['prefork', ['MaxRequestWorkers 150'], 150, 'MaxRequestWorkers 150'],
    ['prefork', ['MaxClients 100'], 100, 'MaxClients 100'],
    ['prefork', ['MaxRequestWorkers 400'], 256, 'the default of mpm_prefork'],
    ['prefork', ['ServerLimit 400', 'MaxRequestWorkers 400'], 400, 'MaxRequestWorkers 400'],
    ['prefork', ['ServerLimit 60'], 60, 'ServerLimit 60'],
    ['prefork', ['ServerLimit 500'], 256, 'the default of mpm_prefork'],
    ['event', [], 400, 'the default of mpm_event'],
    ['event', ['ThreadsPerChild 25', 'MaxRequestWorkers 150'], 150, 'MaxRequestWorkers 150'],
    ['event', ['MaxRequestWorkers 160'], 150, 'MaxRequestWorkers 160'],
    ['event', ['MaxRequestWorkers 10'], 25, 'MaxRequestWorkers 10'],
    ['worker', ['ServerLimit 4', 'MaxRequestWorkers 400'], 100, 'ServerLimit 4'],
    ['worker', ['ThreadsPerChild 100', 'MaxRequestWorkers 640'], 640, 'MaxRequestWorkers 640'],
    ['winnt', ['ThreadsPerChild 250'], 250, 'ThreadsPerChild 250'],
  ];

  it.each(cases)('of mpm_%s with %j: %i', (mpm, lines, value, directive) => {
    const config = read(`LoadModule mpm_${mpm}_module modules/mod_mpm.so`, ...lines);
    expect(config.capacities).toEqual([
      { kind: 'workers', value, directive: expect.stringContaining(directive) },
    ]);
  });

  it('are ServerLimit times ThreadsPerChild where that is less', () => {
    const { capacities } = read(
      'LoadModule mpm_event_module m.so',
      'ServerLimit 8',
      'ThreadsPerChild 25',
      'MaxRequestWorkers 400',
    );
    expect(capacities).toEqual([
      {
        kind: 'workers',
        value: 200,
        directive: `ServerLimit 8 (${MAIN}:2) x ThreadsPerChild 25 (${MAIN}:3)`,
      },
    ]);
  });

  it('are those of event, which is told, where no module is named', () => {
    const { capacities, notes } = read('MaxRequestWorkers 150');
    expect(capacities).toMatchObject([{ value: 150 }]);
    expect(notes).toEqual([expect.stringContaining('event was taken')]);
  });

  it('are not told by a part that does not speak of them', () => {
    expect(read('CustomLog /a.log %h')).toMatchObject({ capacities: [], notes: [] });
  });

  it.each(['MaxRequestWorkers many', 'MaxRequestWorkers -1', 'MaxRequestWorkers'])(
    '%s says nothing',
    (line) => {
      expect(read(line).capacities).toEqual([]);
    },
  );
});

describe('likeness', () => {
  it.each([
    ['ServerRoot "/srv"\nListen 80\n<VirtualHost *:80>\n</VirtualHost>', 3],
    ['server {\n  listen 80;\n  access_log /a.log main;\n}', 0],
    ['server.document-root = "/srv"\nserver.modules = ( "mod_accesslog" )', 0],
    ['[uwsgi]\nprocesses = 4\nlisten = 100\nlog-format = %(addr)', 0],
    ['', 0],
  ])('of %j is %i', (text, expected) => {
    expect(apacheConfig.likeness(text)).toBe(expected);
  });
});

describe('any text', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'Include /etc/httpd/conf/*',
      '<IfModule x>',
      '</IfModule>',
      '</VirtualHost>',
      '<VirtualHost',
      'CustomLog',
      'CustomLog "|',
      `CustomLog /a \${B`,
      `Define A \${A}`,
      'ServerRoot /',
      'ServerRoot',
      'LogFormat "',
      'MaxRequestWorkers 99999999999999999999',
    ),
  );

  it('is read without a throw, and notes have an end', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 100 }), (lines) => {
        const { notes } = read(...lines);
        expect(notes.length).toBeLessThanOrEqual(MAX_CONFIG_NOTES + lines.length + 1);
      }),
    );
  });
});
