import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss, type LogFormatRoom } from '../../parsers/contract.ts';
import { lighttpd } from '../../parsers/lighttpd/index.ts';
import { lighttpdConfig } from '../../parsers/lighttpd/server-config.ts';
import { nginx } from '../../parsers/nginx/index.ts';
import { nginxConfig } from '../../parsers/nginx/server-config.ts';
import { AccessRecord } from '../../parsers/record.ts';
import type { ServerConfigRoom } from '../../parsers/server-config.ts';
import { uwsgi } from '../../parsers/uwsgi/index.ts';
import { uwsgiConfig } from '../../parsers/uwsgi/server-config.ts';
import { configTree } from '../support/config-tree.ts';
import { readConfig } from '../support/read-config.ts';
import { compiled } from './read-line.ts';
import { incident, linesOf, needsCorpus, textOf, why } from './shared-logs.ts';

interface Language {
  readonly config: ServerConfigRoom;
  readonly formats: LogFormatRoom;
  readonly main: string;
  /** What its configurations are made of. */
  readonly pieces: readonly string[];
  /** A line that includes the main file itself. */
  readonly circle: string;
  /** Texts that are slow to read where a step back is taken for every step forth. */
  readonly hostile: readonly string[];
}

const languages: readonly Language[] = [
  {
    config: nginxConfig,
    formats: nginx,
    main: '/etc/nginx/nginx.conf',
    pieces:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx writes variables so.
      'http { server events access_log /a off m log_format escape=json \'$status\' "$host" ; } # \\ ${x} include nginx.conf * worker_processes auto 4 x_by_lua_block [[ ]] -- $ server_name "'.split(
        ' ',
      ),
    circle: 'include nginx.conf;',
    hostile: [
      '{',
      '}',
      'a{',
      ';',
      '#',
      '\\',
      '$',
      '"',
      "'",
      '"\\',
      'a "b" ',
      'x_by_lua_block{',
      '[=',
      "log_format a '$b' ",
      'log_format ${a ',
    ],
  },
  {
    config: lighttpdConfig,
    formats: lighttpd,
    main: '/etc/lighttpd/lighttpd.conf',
    pieces:
      'accesslog.filename accesslog.format = += := "/a" "%h \\" %s" ( ) => , { } $HTTP ["host"] == =~ else if global include "lighttpd.conf" include_shell "*" var.x x + 1 # server.max-fds server.max-connections & "'.split(
        ' ',
      ),
    circle: 'include "lighttpd.conf"',
    hostile: [
      '(',
      ')',
      '{',
      '$HTTP["a"] == "b" {',
      '"',
      '\\"',
      '\\',
      '#',
      '+',
      'a = a + a\n',
      'a += ("x")\n',
      'a = (("b" => ',
      'else {',
      ' ',
      '\n',
    ],
  },
  {
    config: uwsgiConfig,
    formats: uwsgi,
    main: '/srv/uwsgi.ini',
    pieces:
      '[uwsgi] [x] uwsgi: logto = /a log-format %(addr) %(x) %d %% $(E) processes threads 4 ini :x :uwsgi uwsgi.ini for if-opt else endfor for-times %(_) - " \' # ; disable-logging req-logger file:/a,b=c logfile=/x'.split(
        ' ',
      ),
    circle: '[uwsgi]\nini = /srv/uwsgi.ini',
    hostile: [
      '[',
      '=',
      '%',
      '%(',
      ')',
      '[uwsgi]\nini = :uwsgi\n',
      '[uwsgi]\nfor-times = 1000\nlogto = %(_)\n',
      "a: '",
      '- ',
      ' ',
      '\n',
      '\r\n',
    ],
  },
];

/** Fragments with blanks and line ends between them, in any order. */
function textsOf({ pieces }: Language): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string() },
  );
  const blank = fc.constantFrom(' ', '\n', '', '\r\n');
  return fc.array(fc.tuple(piece, blank)).map((parts) => parts.flat().join(''));
}

for (const language of languages) {
  const { config, main } = language;

  describe(`the configuration of ${config.name}`, () => {
    it('is a configuration or a miss, whatever the text', () => {
      fc.assert(
        fc.property(textsOf(language), textsOf(language), (text, included) => {
          const files = configTree({ [main]: text, [`${main}.d/x`]: included });
          expect(config.likeness(text)).toBeGreaterThanOrEqual(0);
          const read = config.read(main, files);
          expect(read).toEqual(config.read(main, files));
          if (isMiss(read)) return;
          for (const note of read.notes) expect(note).not.toBe('');
          for (const { path, format } of read.logs) {
            expect(path).not.toBe('');
            expect(format).not.toBe('');
          }
          for (const { value } of read.capacities) expect(value).toBeGreaterThan(0);
        }),
      );
    });

    it('ends where it includes itself', () => {
      const read = readConfig(config, main, { [main]: `${language.circle}\n` });
      expect(read.notes.join('\n')).toMatch(/leads in a circle/);
    });

    it.each(language.hostile)('is read in linear time where it repeats %j', (piece) => {
      const text = piece.repeat(Math.ceil(400_000 / piece.length));
      const files = configTree({ [main]: text });
      const start = performance.now();
      config.likeness(text);
      config.read(main, files);
      expect(performance.now() - start).toBeLessThan(5000);
    });

    it('is liker to its own server than to another', () => {
      const others = languages.filter(({ config: other }) => other !== config);
      for (const sample of ownConfigs[config.name] ?? []) {
        const own = config.likeness(sample);
        expect(own).toBeGreaterThan(0);
        for (const other of others) expect(own).toBeGreaterThan(other.config.likeness(sample));
      }
    });
  });
}

const ownConfigs: Readonly<Record<string, readonly string[]>> = {
  nginx: [
    'user www;\nhttp {\n  include mime.types;\n  server { listen 80; }\n}\n',
    'server {\n  server_name a.org;\n  location / { proxy_pass http://b; }\n}\n',
  ],
  lighttpd: [
    'server.modules = ( "mod_access" )\nserver.port = 80\n$HTTP["host"] == "a" { }\n',
    'include "/etc/lighttpd/conf.d/*.conf"\n',
    'accesslog.filename = "/a"\n',
  ],
  uwsgi: ['[uwsgi]\nprocesses = 4\n', 'uwsgi:\n  processes: 4\n', '<uwsgi>\n<master/>\n</uwsgi>'],
};

describe('the configuration of a real server', () => {
  for (const [path, language, log] of [
    ['background-hog/conf/nginx.conf', languages[0], 'access.log'],
    ['client-aborts-thread-leak/conf/nginx.conf', languages[0], 'access.log'],
    ['h2-upload-leak/conf/lighttpd.conf', languages[1], 'access.log.gz'],
    ['oversized-proxied-response/conf/lighttpd.conf', languages[1], 'lighttpd-access.log'],
    ['uwsgi-surge/conf/nginx.conf', languages[0], 'access.log'],
    ['uwsgi-surge/conf/uwsgi.ini', languages[2], 'uwsgi.log'],
  ] as const) {
    needsCorpus(`${path} has the format of its log ${why}`, () => {
      if (language === undefined) throw new Error('no language');
      const { config, formats } = language;
      const { logs } = readConfig(config, `/${path}`, { [`/${path}`]: textOf(incident(path)) });
      expect(logs.map(({ path: file }) => file)).toEqual([`/srv/logs/${log.replace('.gz', '')}`]);
      const format = logs[0]?.format;
      const preset = formats.presets.find(({ name }) => name === format);
      const parser = compiled(formats, preset?.format ?? format ?? '');
      const record = new AccessRecord();
      const misses = linesOf(incident(path.replace(/conf\/.*/, `logs/${log}`)))
        .map((line) => parser.parse(line, 0, line.length, record))
        .filter((miss) => miss !== undefined && miss.between !== true);
      expect(misses).toEqual([]);
    });
  }
});
