import { describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { nginx } from '../../../parsers/nginx/index.ts';
import { nginxConfig } from '../../../parsers/nginx/server-config.ts';
import { MAX_BLOCK_DEPTH } from '../../../parsers/nginx/server-config-directives.ts';
import type { ServerConfig } from '../../../parsers/server-config.ts';
import { configTree } from '../../support/config-tree.ts';
import { capacitiesOf, logsOf, readConfig } from '../../support/read-config.ts';
import { compiled, readLine } from '../read-line.ts';

const MAIN = '/etc/nginx/nginx.conf';

function readTree(files: Readonly<Record<string, string>>, main: string = MAIN): ServerConfig {
  return readConfig(nginxConfig, main, files);
}

const readHttp = (text: string): ServerConfig => readTree({ [MAIN]: `http { ${text} }` });

describe('the logs of nginx', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['the format combined', 'access_log /a.log;', [['/a.log', 'nginx']]],
    ['a format', "log_format m '$status'; access_log /a.log m;", [['/a.log', '$status']]],
    ['a name in any case', "log_format M '$status'; access_log /a.log m;", [['/a.log', '$status']]],
    ['a format defined later', "access_log /a m; log_format m '$status';", [['/a', '$status']]],
    [
      'a second definition that nginx refuses',
      "log_format m '$status'; log_format m '$host'; access_log /a m;",
      [['/a', '$status']],
    ],
    [
      'several strings',
      `log_format m '$remote_addr ' "[$time_local] "\n  $status; access_log /a m;`,
      [['/a', '$remote_addr [$time_local] $status']],
    ],
    [
      'a name that ends with its string',
      "log_format m '$host' 'x$status'; access_log /a m;",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx writes variables so.
      [['/a', '${host}x$status']],
    ],
    [
      'escapes',
      String.raw`log_format m '\'\"\\$status\t\q'; access_log /a m;`,
      [['/a', "'\\'\"\\\\$status\t\\\\q'"]],
    ],
    [
      'escape=json',
      `log_format m escape=json '{"s":$status}'; access_log /a m;`,
      [['/a', `escape=json '{"s":$status}'`]],
    ],
    [
      'escape=none',
      'log_format m escape=none $status; access_log /a m;',
      [['/a', "escape=none '$status'"]],
    ],
    [
      'parameters behind the name',
      'access_log /a combined buffer=32k gzip=4 flush=5m;',
      [['/a', 'nginx']],
    ],
    [
      'several logs',
      'access_log /a; access_log /b combined;',
      [
        ['/a', 'nginx'],
        ['/b', 'nginx'],
      ],
    ],
    ['braces in words', 'access_log /a; server { if ($a ~ "}") { return 1; } }', [['/a', 'nginx']]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx writes variables so.
    ['a variable’s braces', 'set $x ${y}z; access_log /a;', [['/a', 'nginx']]],
    ['comments', '# access_log /no; {\n access_log /a; # }', [['/a', 'nginx']]],
    ['quotes that close', `add_header x "a;b}" always; access_log '/a b';`, [['/a b', 'nginx']]],
    ['nothing where it goes', 'access_log /dev/null;', []],
    ['a block that is no place', 'map $uri $x { access_log /no; } access_log off;', []],
  ])('%s', (_, text, expected) => {
    expect(logsOf(readHttp(text))).toEqual(expected);
  });

  it('have the host of the server block, where it is one', () => {
    const config = readHttp(`
      server { server_name ~^x$ *.y.org "" _ www.example.org b.org; access_log /a;
        location / { access_log /b; if ($x) { access_log /c; } } }
      server { server_name _; access_log /d; }`);
    expect(logsOf(config)).toEqual([
      ['/a', 'nginx', 'www.example.org'],
      ['/b', 'nginx', 'www.example.org'],
      ['/c', 'nginx', 'www.example.org'],
      ['/d', 'nginx'],
    ]);
  });

  it('are one where several hosts write it', () => {
    const config = readHttp(`
      server { server_name a.org; access_log /shared; }
      server { server_name b.org; access_log /shared; }
      server { server_name c.org; access_log /own; location / { access_log /own; } }`);
    expect(logsOf(config)).toEqual([
      ['/shared', 'nginx'],
      ['/own', 'nginx', 'c.org'],
    ]);
  });

  it('name their directive and where it stands', () => {
    const config = readTree({
      [MAIN]: 'http {\n include conf.d/*.conf;\n}',
      '/etc/nginx/conf.d/a.conf': 'server {\n\n  access_log\n /a   combined;\n}',
    });
    expect(config.logs[0]?.directive).toBe('access_log /a combined (/etc/nginx/conf.d/a.conf:3)');
  });

  it('are where the build says that they are when nothing else does', () => {
    expect(logsOf(readHttp(''))).toEqual([['/var/log/nginx/access.log', 'nginx']]);
    expect(logsOf(readHttp('server { access_log off; }'))).toEqual([]);
    expect(logsOf(readHttp('server { access_log off; } server { }'))).toHaveLength(1);
    const main = '/usr/local/nginx/conf/nginx.conf';
    expect(logsOf(readTree({ [main]: 'http { }' }, main))).toEqual([
      ['/usr/local/nginx/logs/access.log', 'nginx'],
    ]);
    expect(logsOf(readTree({ [MAIN]: 'events { } stream { access_log /s; }' }))).toEqual([]);
  });

  it('lie below the prefix, which only a build from source shows', () => {
    const main = '/opt/nginx/conf/nginx.conf';
    const text = 'http { access_log logs/a.log; }';
    expect(logsOf(readTree({ [main]: text }, main))).toEqual([['/opt/nginx/logs/a.log', 'nginx']]);
    const config = readTree({ [MAIN]: text });
    expect(logsOf(config)).toEqual([['logs/a.log', 'nginx']]);
    expect(config.notes[0]).toMatch(/relative to the prefix/);
  });

  it.each([
    ['access_log /a none;', /no log_format defines none$/],
    ['access_log /a combined if=$loggable;', /only requests of if=\$loggable/],
    ['access_log /var/log/$host.log;', /variables name its files/],
    ['access_log syslog:server=unix:/dev/log;', /--log-format 'syslog:nginx'$/],
    ["log_format m '$status'; access_log syslog:x m;", /--log-format 'syslog:nginx:\$status'$/],
    ["log_format m 'a$status\n$host'; access_log /a m;", /several lines for a request/],
    ['access_log /a; server { access_log /b; }', /that of http is not written/],
    [
      'server { server_name a.org; location /x { access_log off; } }',
      /requests to location \/x of a.org are in no log/,
    ],
    ["log_format m '$status'; access_log /a; access_log /a m;", /^\/a: lines of 2 formats$/],
    ['include gone.conf;', /^include gone.conf \(.*nginx.conf:1\) finds no file$/],
    ['server { ', /the file ends within a directive or block/],
    ['access_log "/a', /the file ends within a directive or block/],
  ])('%s is worth a note', (text, note) => {
    expect(readTree({ [MAIN]: `http { ${text}` }).notes.join('\n')).toMatch(new RegExp(note, 'm'));
  });

  it('name three of the places that are not logged at most', () => {
    const places = [1, 2, 3, 4, 5].map((i) => `location /${i} { access_log off; }`).join(' ');
    expect(readHttp(`server { ${places} }`).notes).toContain(
      'access_log is off: requests to location /1, location /2, location /3 and 2 more are in no log',
    );
  });

  it('are found behind blocks of Lua', () => {
    const config = readHttp(`
      server { location / { content_by_lua_block {
          -- it's a comment with a { brace
          --[[ and a long } one ]]
          ngx.say("}", '{', "\\"}", [==[ }]]} ]==], { a = { 1 } })
        } } access_log /a; }
      server { access_log /b; }`);
    expect(logsOf(config)).toEqual([
      ['/a', 'nginx'],
      ['/b', 'nginx'],
    ]);
  });

  it('are read from a part without http', () => {
    const main = '/etc/nginx/sites-enabled/shop';
    const config = readTree({ [main]: 'server { server_name a.org; access_log /a; }' }, main);
    expect(logsOf(config)).toEqual([['/a', 'nginx', 'a.org']]);
    expect(config.notes).toEqual(['no http block: read as a part that one includes']);
  });

  it('have formats that read what nginx 1.22.1 wrote with them', () => {
    const config = readHttp(String.raw`
      log_format odd escape=json '{"t":"$time_iso8601",' "'q'" ' "ua":"$http_user_agent\\\"x\\\""' ",\"s\":$status"
        ', "r":"${'$'}{request_time}s", "m":"$request_method"' 'x "u":"$request_uri"}';
      log_format spaced escape=none '  $status;$msec;"$http_user_agent";$request_length';
      access_log /odd odd; access_log /spaced spaced;`);
    const [odd, spaced] = config.logs.map(({ format }) => compiled(nginx, format));
    if (odd === undefined || spaced === undefined) throw new Error('no logs');
    const line = String.raw`{"t":"2026-11-21T08:30:38+00:00",'q' "ua":"say \"hi\" \\ü\"x\"","s":200, "r":"0.000s", "m":"GET"x "u":"/p?q=1"}`;
    expect(readLine(odd, line)).toEqual({
      endMs: Date.UTC(2026, 10, 21, 8, 30, 38),
      agent: 'say "hi" \\ü',
      status: 200,
      durationMs: 0,
      method: 'GET',
      target: '/p?q=1',
    });
    expect(readLine(spaced, '  204;1795249838.370;"u"1";76')).toEqual({
      status: 204,
      endMs: 1795249838370,
      agent: 'u"1',
      bytesIn: 76,
    });
  });
});

describe('the connections of nginx', () => {
  it.each([
    [
      'worker_processes 4; events { worker_connections 1024; }',
      ['4096 connections: worker_processes 4 x worker_connections 1024'],
    ],
    [
      'events { worker_connections 100; }',
      ['100 connections: worker_processes 1 x worker_connections 100'],
    ],
    [
      'worker_processes 2; events { }',
      ['1024 connections: worker_processes 2 x worker_connections 512'],
    ],
    ['worker_processes auto; events { worker_connections 100; }', []],
    ['worker_processes 0; events { }', []],
    ['worker_processes 2;', []],
    ['server { worker_connections 9; }', []],
  ])('%s', (text, expected) => {
    expect(capacitiesOf(readTree({ [MAIN]: text }))).toEqual(expected);
  });

  it('are not known of so many processes as there are CPUs', () => {
    const config = readTree({
      [MAIN]: 'worker_processes auto; worker_rlimit_nofile 8192; events { }',
    });
    expect(config.notes).toEqual([
      'worker_processes auto x worker_connections 512: the number of CPUs is not known, so no limit is taken from it',
      'worker_rlimit_nofile 8192: connections and files of a worker together',
    ]);
  });
});

describe('the files of nginx', () => {
  it('are included relative to the main file, wherever from', () => {
    const config = readTree({
      [MAIN]: 'http { include sites/*; }',
      '/etc/nginx/sites/b': 'server { include snippets/log.conf; }',
      '/etc/nginx/sites/a': "log_format m '$status';",
      '/etc/nginx/snippets/log.conf': 'access_log /a m;',
    });
    expect(logsOf(config)).toEqual([['/a', '$status']]);
  });

  it('of a copy are those below the copy', () => {
    const main = '/case/etc/nginx/nginx.conf';
    const files = {
      [main]: 'http { include /etc/nginx/conf.d/*.conf; }',
      '/case/etc/nginx/conf.d/a.conf': 'access_log /copied;',
      '/etc/nginx/conf.d/a.conf': 'access_log /of-this-machine;',
    };
    expect(logsOf(readTree(files, main))).toEqual([['/copied', 'nginx']]);
  });

  it('that are none of nginx are refused', () => {
    expect(nginxConfig.read('/gone', configTree({}))).toEqual({ reason: 'not there' });
    for (const text of ['', '# nothing', 'hello world', '<VirtualHost *:80>\nServerName x\n']) {
      expect(isMiss(nginxConfig.read(MAIN, configTree({ [MAIN]: text })))).toBe(true);
    }
  });

  it('are read to a depth of blocks', () => {
    const nested = (depth: number): string =>
      `${'location / { '.repeat(depth)}access_log /a;${' }'.repeat(depth)} access_log /b;`;
    expect(logsOf(readHttp(nested(MAX_BLOCK_DEPTH - 1)))).toEqual([
      ['/a', 'nginx'],
      ['/b', 'nginx'],
    ]);
    const config = readHttp(nested(MAX_BLOCK_DEPTH));
    expect(logsOf(config)).toEqual([['/b', 'nginx']]);
    expect(config.notes[0]).toMatch(/over 32 blocks deep, not read/);
  });
});
