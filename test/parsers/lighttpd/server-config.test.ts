import { describe, expect, it } from 'vitest';
import { lighttpdConfig } from '../../../parsers/lighttpd/server-config.ts';
import { MAX_CONDITION_DEPTH } from '../../../parsers/lighttpd/server-config-reader.ts';
import {
  combine,
  MAX_ELEMENTS,
  MAX_TEXT_CHARACTERS,
} from '../../../parsers/lighttpd/server-config-values.ts';
import type { ServerConfig } from '../../../parsers/server-config.ts';
import { configTree } from '../../support/config-tree.ts';
import { capacitiesOf, logsOf, readConfig } from '../../support/read-config.ts';

const MAIN = '/etc/lighttpd/lighttpd.conf';

function readTree(files: Readonly<Record<string, string>>, main: string = MAIN): ServerConfig {
  return readConfig(lighttpdConfig, main, files);
}

const read = (...lines: readonly string[]): ServerConfig => readTree({ [MAIN]: lines.join('\n') });

describe('the logs of lighttpd', () => {
  it.each<[string, readonly string[], readonly (readonly string[])[]]>([
    ['the default format', ['accesslog.filename = "/a"'], [['/a', 'lighttpd']]],
    [
      'a format, whose quotes are escaped and whose other escapes are left',
      ['accesslog.filename = "/a"', String.raw`accesslog.format = "%h %V \"%r\" %s \\ \t%D"`],
      [['/a', String.raw`%h %V "%r" %s \\ \t%D`]],
    ],
    [
      'variables, with and without their prefix',
      [
        'var.root = "/srv"',
        'name = "a" + 1 + ".log"',
        'accesslog.filename = root + "/" + var.name',
      ],
      [['/srv/a1.log', 'lighttpd']],
    ],
    [
      'other options as variables',
      ['server.document-root = "/srv"', 'accesslog.filename = server.document-root + "/a"'],
      [['/srv/a', 'lighttpd']],
    ],
    [
      'appended text',
      ['accesslog.filename = "/a"', 'accesslog.filename += ".log"'],
      [['/a.log', 'lighttpd']],
    ],
    [
      'the last assignment',
      ['accesslog.filename = "/a"', 'accesslog.filename := "/b"'],
      [['/b', 'lighttpd']],
    ],
    ['sums', ['n = 1 + 2', 'accesslog.filename = "/a" + n'], [['/a3', 'lighttpd']]],
    [
      'comments and line ends in lists',
      [
        'x = ( # a )',
        '  "a" => ( ( "b" => 1 ) ),',
        '',
        '  "c", )',
        'accesslog.filename = "/a" # "/b"',
      ],
      [['/a', 'lighttpd']],
    ],
    ['one line', ['global { accesslog.filename = "/a" }'], [['/a', 'lighttpd']]],
    ['CR LF', ['x = 1\r', 'accesslog.filename = "/a"\r'], [['/a', 'lighttpd']]],
    ['none', ['server.port = 80'], []],
    ['a format without a file', ['accesslog.format = "%h"'], []],
    ['nothing where it goes', ['accesslog.filename = "/dev/null"'], []],
    [
      'the file that a command is given',
      ['accesslog.filename = "|/usr/sbin/cronolog -x /var/log/%Y.log"'],
      [['/var/log/%Y.log', 'lighttpd']],
    ],
  ])('%s', (_, lines, expected) => {
    expect(logsOf(read(...lines))).toEqual(expected);
  });

  it('of conditions have the host that is asked for', () => {
    const config = read(
      'root = "/log"',
      'accesslog.filename = root + "/main"',
      '$HTTP["host"] == "a.org" {',
      '  accesslog.filename = root + "/a"',
      '  $HTTP["url"] =~ "^/x" { accesslog.format = "%h %D" }',
      '} else $HTTP["host"] =~ "b" {',
      '  accesslog.filename = root + "/b"',
      '}',
      'else {',
      '  accesslog.filename += ".rest"',
      '}',
      '$SERVER["socket"] == ":443" { ssl.engine = "enable" }',
      '$HTTP["host"] == "a.org" { accesslog.format = "%h %T" }',
    );
    expect(logsOf(config)).toEqual([
      ['/log/main', 'lighttpd'],
      ['/log/a', '%h %T', 'a.org'],
      ['/log/a', '%h %D', 'a.org'],
      ['/log/b', 'lighttpd'],
      ['/log/main.rest', 'lighttpd'],
    ]);
    expect(config.notes).toEqual(['/log/a: lines of 2 formats']);
    expect(config.logs[1]?.directive).toBe(
      'accesslog.filename = "/log/a" in $HTTP["host"] == "a.org" (/etc/lighttpd/lighttpd.conf:4)',
    );
  });

  it('may change their format alone', () => {
    const config = read(
      'accesslog.filename = "/a"',
      '$HTTP["host"] == "a.org" { accesslog.format = "%h %D" }',
    );
    expect(logsOf(config)).toEqual([
      ['/a', 'lighttpd'],
      ['/a', '%h %D', 'a.org'],
    ]);
  });

  it.each([
    ['accesslog.use-syslog = "enable"', /no file; .*--log-format 'syslog:lighttpd'$/],
    ['accesslog.format = "%h"\naccesslog.use-syslog = 1', /--log-format 'syslog:lighttpd:%h'$/],
    ['accesslog.filename = "|/usr/bin/logger -t x"', /a command; .*--log-format 'lighttpd'$/],
    ['accesslog.filename = ""', /these requests are in no log$/],
    ['accesslog.filename = env.LOG + "/a"', /env.LOG is known only where lighttpd runs/],
    ['accesslog.filename = env.LOG + "/a"', /the path is not known$/],
    ['accesslog.filename = gone', /var.gone is assigned nowhere before/],
    ['accesslog.filename = "/a"\naccesslog.format = env.F', /the format is not known$/],
    ['accesslog.filename = "a.log"', /relative to where lighttpd was started/],
    ['accesslog.escaping = "json"', /texts keep what it writes/],
    [
      'server.document-root = "/"\nserver.modules = ("mod_access")',
      /lighttpd writes no access log/,
    ],
    ['include "gone.conf"', /include "gone.conf" \(.*:2\) finds no file/],
    ['include_shell "/bin/generate"', /a command, which is not run/],
    ['x = 1\n& what', /lighttpd.conf:3: not read: no assignment, include or condition/],
  ])('%s is worth a note', (text, note) => {
    expect(read('x = 1', text).notes.join('\n')).toMatch(new RegExp(note, 'm'));
  });

  it('are written only where use-syslog is off', () => {
    expect(logsOf(read('accesslog.filename = "/a"', 'accesslog.use-syslog = "disable"'))).toEqual([
      ['/a', 'lighttpd'],
    ]);
    expect(logsOf(read('accesslog.filename = "/a"', 'accesslog.use-syslog = "enable"'))).toEqual(
      [],
    );
  });
});

describe('the connections of lighttpd', () => {
  const HTTP1 = 'server.feature-flags += ("server.h2proto" => "disable")';
  it.each<[string, readonly string[], readonly string[]]>([
    ['as set', ['server.max-connections = 100'], ['100 connections: server.max-connections 100']],
    [
      'between quotes',
      ['server.max-connections = "100"'],
      ['100 connections: server.max-connections 100'],
    ],
    [
      'of several workers',
      ['server.max-connections = 100', 'server.max-worker = 4'],
      ['400 connections: server.max-worker 4 x server.max-connections 100'],
    ],
    [
      'at most half of the descriptors',
      ['server.max-fds = 1000', 'server.max-connections = 900'],
      ['500 connections: 1/2 of server.max-fds 1000'],
    ],
    [
      'a third of the descriptors by default, without HTTP/2',
      ['server.max-fds = 999', HTTP1],
      ['333 connections: 1/3 of server.max-fds 999'],
    ],
    ['not known with HTTP/2', ['server.max-fds = 999'], []],
    ['not told in a part', ['server.port = 80'], []],
  ])('%s', (_, lines, expected) => {
    expect(capacitiesOf(read(...lines))).toEqual(expected);
  });

  it('differ between versions', () => {
    expect(read('server.document-root = "/"').notes).toEqual([
      'without server.max-connections server.max-fds 4096 (the default) makes 1365 connections up to lighttpd 1.4.82, 409 later where HTTP/2 is on',
    ]);
    expect(read('server.max-connections = 1024').notes).toEqual([
      'server.max-connections 1024: from lighttpd 1.4.83 on 409, 1/10 of server.max-fds 4096 (the default), where HTTP/2 is on',
    ]);
    expect(read('server.max-connections = 400').notes).toEqual([]);
    expect(read('server.max-connections = 1024', HTTP1).notes).toEqual([]);
  });
});

describe('the files of lighttpd', () => {
  it('are included where they stand, relative to the main file', () => {
    const config = readTree({
      [MAIN]:
        'dir = "conf.d"\n$HTTP["host"] == "a.org" {\n include dir + "/*.conf"\n}\ninclude "z"',
      '/etc/lighttpd/conf.d/1.conf': 'accesslog.filename = "/a"',
      '/etc/lighttpd/conf.d/2.conf': 'accesslog.format = "%h"',
      '/etc/lighttpd/z': '}\naccesslog.filename = "/z"\n$HTTP["url"] == "/" {',
    });
    expect(logsOf(config)).toEqual([
      ['/z', 'lighttpd'],
      ['/a', '%h', 'a.org'],
    ]);
  });

  it('are those that Debian’s command prints', () => {
    const config = readTree({
      [MAIN]:
        'x = 1\ninclude_shell "/usr/share/lighttpd/use-ipv6.pl " + x\ninclude_shell "/usr/share/lighttpd/include-conf-enabled.pl"',
      '/etc/lighttpd/conf-enabled/10-accesslog.conf': 'accesslog.filename = "/a"',
    });
    expect(logsOf(config)).toEqual([['/a', 'lighttpd']]);
    expect(config.notes).toEqual([]);
  });

  it('that are none of lighttpd are refused', () => {
    expect(lighttpdConfig.read('/gone', configTree({}))).toEqual({ reason: 'not there' });
    expect(lighttpdConfig.read(MAIN, configTree({ [MAIN]: 'hello, world!' }))).toEqual({
      reason: 'holds no assignment of lighttpd',
    });
  });
});

describe('the bounds of lighttpd’s values', () => {
  it('end texts and arrays that double themselves', () => {
    const half = 'x'.repeat(MAX_TEXT_CHARACTERS / 2);
    expect(combine(half, half)).toHaveLength(MAX_TEXT_CHARACTERS);
    expect(combine(`${half}x`, half)).toBeUndefined();
    const elements = Array.from({ length: MAX_ELEMENTS / 2 }, () => ({ key: undefined, value: 1 }));
    expect(combine(elements, elements)).toHaveLength(MAX_ELEMENTS);
    expect(combine([...elements, { key: 'x', value: 1 }], elements)).toBeUndefined();
    expect(combine('x', elements)).toBeUndefined();
  });

  it('end conditions within conditions', () => {
    const nested = (depth: number): string =>
      `${'$HTTP["url"] == "/" {\n'.repeat(depth)}accesslog.filename = "/a"\n${'}\n'.repeat(depth)}`;
    expect(read(nested(MAX_CONDITION_DEPTH - 1)).notes).toEqual([]);
    const config = read(nested(MAX_CONDITION_DEPTH), 'accesslog.format = "%h"');
    expect(config.notes[0]).toMatch(/over 32 conditions deep/);
    expect(logsOf(config)).toEqual([['/a', '%h']]);
  });
});
