import type { Exchange } from './exchange.ts';
import { type ExpectedRecord, expectedRecord, refusedRecord } from './expected-record.ts';
import { requests, VHOST } from './requests.ts';
import { describeServer, type LoggedFormats, type Site } from './server-case.ts';

/** Apache cuts a first line that it refuses, takes it for one of HTTP/1.0, and reads no further. */
function expectedAtServer(exchange: Exchange): ExpectedRecord {
  const expected = expectedRecord(exchange);
  if (expected.status !== 400) return expected;
  const { protocol, bytesIn, ...others } = refusedRecord(expected);
  return others;
}

/** `%b` is `-` where nothing was sent. */
const dashForNothing = ({ bodyBytes }: ExpectedRecord): ExpectedRecord => ({
  bodyBytes: bodyBytes === 0 ? undefined : bodyBytes,
});
/** `%v` is the name of the server, whatever the client asked for. */
const ownName = (): ExpectedRecord => ({ vhost: VHOST });

/** As they stand in a configuration, between its quotes. */
const formats: LoggedFormats = {
  combined: {
    format: '%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"',
    differing: dashForNothing,
  },
  everything: {
    format:
      '%V:%p %a %{c}a %A %l %u %t \\"%r\\" %s %>s %<s %b %B %D %T %{ms}T %{us}T %{s}T %I %O %S %k %X %P %{tid}P %{hextid}P \\"%f\\" \\"%R\\" \\"%L\\" %H %m \\"%{User-Agent}i\\" %v %{canonical}p %{local}p %{remote}p',
    differing: (expected) => ({ ...dashForNothing(expected), ...ownName() }),
  },
  headers: {
    format:
      '%t %>s \\"%{X-Odd}i\\" \\"%{Referer}i\\" \\"%{User-agent}i\\" \\"%{X-Forwarded-For}i\\" \\"%{Host}i\\" \\"%{Cookie}i\\" \\"%{session}C\\" \\"%{Content-Type}o\\" \\"%{UNIQUE_ID}e\\" \\"%{note}n\\" \\"%{Trailing}^ti\\" \\"%{Trailing}^to\\" \\"%{SSL_PROTOCOL}x\\" %h',
  },
  conditions: {
    format: '%h %t %>s \\"%200,206{Referer}i\\" \\"%!200,304{User-Agent}i\\" %!404B %200{X-Odd}i|',
    differing: ({ status, referer, agent, bodyBytes }) => ({
      referer: status === 200 || status === 206 ? referer : undefined,
      agent: status === 200 ? undefined : agent,
      bodyBytes: status === 404 ? undefined : bodyBytes,
    }),
  },
  json: {
    format:
      '{\\"time\\":\\"%{%Y-%m-%dT%H:%M:%S}t.%{usec_frac}t%{%z}t\\",\\"client\\":\\"%a\\",\\"line\\":\\"%r\\",\\"status\\":%>s,\\"bytes\\":\\"%b\\",\\"us\\":%D,\\"agent\\":\\"%{User-Agent}i\\",\\"referer\\":\\"%{Referer}i\\"}',
    differing: dashForNothing,
  },
  ltsv: {
    format:
      'host:%h\\ttime:%t\\treq:%r\\tstatus:%>s\\tsize:%B\\treferer:%{Referer}i\\tua:%{User-Agent}i\\treqtime_microsec:%D\\tvhost:%v',
    differing: ownName,
  },
  clocks: {
    format:
      '%{begin:sec}t %{end:sec}t %{begin:msec}t %{end:msec}t %{begin:usec}t %{end:usec}t %>s 100%%',
  },
  pieces: {
    format:
      '%{begin:%d/%b/%y %H:%M:%S}t.%{begin:msec_frac}t%{begin: %z}t to %{end:%s}t.%{end:usec_frac}t <%m|%U%q|%H> %>s',
  },
  words: {
    format: '%{%A, %d %B %Y at %I:%M:%S %p %z (%Z), day %j, week %V}t\\t%>s\\t%D',
  },
  shorthands: { format: '%{%F %T %z}t [%{%D %R:%S %z}t] %>s %h' },
  adjacent: { format: '%h%{ %d/%b/%Y:%T %z }t%>s,%O\\\\%I~%m' },
};

const MODULES = [
  'mpm_prefork',
  'authz_core',
  'unique_id',
  'socache_shmcb',
  'ssl',
  'proxy',
  'proxy_http',
];

function configuration({ port, backendPort, folder, formats: logged, logOf }: Site): string {
  const modules = MODULES.map(
    (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  );
  const logs = Object.entries(logged).map(
    ([name, { format }]) => `LogFormat "${format}" ${name}\nCustomLog "${logOf(name)}" ${name}`,
  );
  return `
    ServerRoot "${folder}"
    Listen 127.0.0.1:${port}
    ${modules.join('\n')}
    ServerName ${VHOST}
    PidFile "${folder}/pid"
    ErrorLog "${folder}/error"
    Mutex pthread
    User www-data
    Group www-data
    DocumentRoot "${folder}/www"
    EnableSendfile Off
    ProxyPass /slow http://127.0.0.1:${backendPort}/slow
    ProxyPass /upload http://127.0.0.1:${backendPort}/upload
    ${logs.join('\n')}
  `;
}

describeServer({
  name: 'Apache',
  probe: ['apache2', '-v'],
  processes: [formats],
  configFile: 'httpd.conf',
  configuration,
  command: (config) => ['apache2', '-X', '-f', config],
  requests,
  expected: expectedAtServer,
  formatString: (_, format) => format,
});
