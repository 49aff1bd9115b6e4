import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Field } from '../../parsers/contract.ts';
import type { Exchange } from './exchange.ts';
import { type ExpectedRecord, expectedRecord } from './expected-record.ts';
import { requests as common, LARGE_BYTES, SLOW_MS, SMALL_TEXT } from './requests.ts';
import { describeServer, type LoggedFormats, type ServerCase, type Site } from './server-case.ts';

/** The application behind it serves what the other servers have in files. */
const APPLICATION = `
import time

SIZES = {'/large.bin': ${LARGE_BYTES}}

def application(environ, start_response):
    path = environ.get('PATH_INFO', '')
    if path == '/slow':
        time.sleep(${SLOW_MS / 1000})
    environ['wsgi.input'].read()
    size = SIZES.get(path, ${SMALL_TEXT.length})
    status = '404 Not Found' if path.startswith('/missing') else '200 OK'
    start_response(status, [('Content-Length', str(size)), ('X-Odd', 'out "of" order')])
    for at in range(0, size, 65536):
        yield b'x' * min(65536, size - at)
`;

/** As they stand behind `log-format =`. Nothing is escaped: what a client can choose at will stands last. */
const formats: LoggedFormats = {
  usual: {
    format:
      '%(addr) - %(user) [%(ltime)] "%(method) %(uri) %(proto)" %(status) %(size) "%(uagent)"',
  },
  everything: {
    format:
      '%(addr)|%(user)|%(epoch)|%(tmsecs)|%(tmicros)|%(micros)|%(msecs)|%(cl)|%(size)|%(rsize)|%(hsize)|%(status)|%(host)|%(pktsize)|%(vars)|%(headers)|%(switches)|%(core)|%(pid)|%(wid)|%(rssM)|%(metric.none)|%(werr)|%(var.REMOTE_ADDR)|%(var.PATH_INFO)|%(var.QUERY_STRING)|%(method)|%(uri)|%(uagent)',
  },
  seconds: {
    format: '%(time) %(epoch) %(secs) %(status) %(var.REQUEST_METHOD) "%(referer)"',
  },
  headers: {
    format:
      '[%(ftime)] %(status) %(var.HTTP_HOST) %(var.HTTP_X_FORWARDED_FOR) %(var.SERVER_PROTOCOL) ref=%(var.HTTP_REFERER)',
  },
};

/** What is written without its zone; the process has that of UTC. */
const zoneless: LoggedFormats = {
  ctime: { format: '%(ctime)|%(status)|%(uagent)' },
  default: { format: '', differing: () => ({ vhost: undefined }) },
};

const cutAtSpace = ['target', 'protocol', 'query', 'path', 'status'] as const;

/** uWSGI takes the target for what stands between the first two spaces, answers with the rest, and takes its own name for a host that is not told. */
const uncertain: Readonly<Record<string, readonly Field[]>> = {
  'a target of spaces': cutAtSpace,
  'a target of the rest of a line': cutAtSpace,
  'HTTP/1.0 without a host': ['vhost'],
};

function expectedAtServer(exchange: Exchange): ExpectedRecord {
  // `%(cl)` is the length that the client told of its body.
  const bytesIn = exchange.request.body?.length ?? 0;
  const known = Object.entries({ ...expectedRecord(exchange), bytesIn });
  const unknown: readonly string[] = uncertain[exchange.request.name] ?? [];
  return Object.fromEntries(known.filter(([field]) => !unknown.includes(field)));
}

/** It hangs up on what is no HTTP without a word. */
const requests = common.filter(({ raw }) => raw === undefined);

function configuration({ port, folder, formats: logged, logOf }: Site): string {
  writeFileSync(join(folder, 'application.py'), APPLICATION);
  const logs = Object.entries(logged).map(([name, { format }]) =>
    [`logto = ${logOf(name)}`, ...(format === '' ? [] : [`log-format = ${format}`])].join('\n'),
  );
  return `[uwsgi]
plugins = python3
http-socket = 127.0.0.1:${port}
wsgi-file = ${folder}/application.py
buffer-size = 32768
die-on-term = true
${logs.join('\n')}
`;
}

const uwsgi: Omit<ServerCase, 'name' | 'processes' | 'command'> = {
  probe: ['uwsgi', '--plugin', 'python3', '--version'],
  configFile: 'uwsgi.ini',
  configuration,
  requests,
  expected: expectedAtServer,
  formatString: (_, format) => (format === '' ? 'uwsgi' : format),
};

describeServer({
  ...uwsgi,
  name: 'uWSGI',
  processes: Object.entries(formats).map(([name, logged]) => ({ [name]: logged })),
  command: (config) => ['uwsgi', '--ini', config],
});

describeServer({
  ...uwsgi,
  name: 'uWSGI without zones',
  // The default line has the rest of a target with spaces where the status is looked for, and nothing of a long one.
  requests: requests.filter(
    ({ name }) => uncertain[name] !== cutAtSpace && name !== 'a target of length',
  ),
  processes: Object.entries(zoneless).map(([name, logged]) => ({ [name]: logged })),
  command: (config) => ['env', 'TZ=UTC', 'uwsgi', '--ini', config],
});
