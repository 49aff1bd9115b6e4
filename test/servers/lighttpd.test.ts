import type { Exchange } from './exchange.ts';
import { type ExpectedRecord, expectedRecord } from './expected-record.ts';
import { requests, VHOST } from './requests.ts';
import { describeServer, type LoggedFormats, type Site } from './server-case.ts';

/**
 * Its time of day is read when a second of the monotonic clock is over (`server_monotonic_secs` and `server_epoch_secs` in
 * server.c of 1.4.69), which is at any part of a second of the day: a stamp is up to another second old.
 */
const STALE_MS = 1000;

/** lighttpd writes nothing that can be counted on of a request that it does not understand. */
function expectedAtServer(exchange: Exchange): ExpectedRecord {
  const { startMs, endMs } = expectedRecord({ ...exchange, fromMs: exchange.fromMs - STALE_MS });
  const known = {
    ...expectedRecord(exchange),
    startMs,
    endMs,
    ...ofLighttpd[exchange.request.name],
  };
  const { status, client, durationMs, bytesOut, bodyBytes } = known;
  if (status === 400 || status === 501) {
    return { status, client, startMs, endMs, durationMs, bytesOut, bodyBytes };
  }
  return known;
}

/** mod_proxy adds to the request's headers before they are written. */
const forwardedFor = '127.0.0.1';
const ofLighttpd: Readonly<Record<string, ExpectedRecord>> = {
  'a slow answer': { forwardedFor },
  'a body that is read': { forwardedFor },
  // It is not read where no module wants it.
  'a body': { bytesIn: { from: 0, to: Number.MAX_SAFE_INTEGER } },
  // The host is taken from the target.
  'a target of the absolute form': {
    request: 'GET /hello.txt?a=1 HTTP/1.1',
    target: '/hello.txt?a=1',
  },
};

/** `%v` is the name of the server, whatever the client asked for. */
const ownName = (expected: ExpectedRecord): ExpectedRecord =>
  'vhost' in expected ? { vhost: VHOST } : {};

/** As they stand in a configuration, between its quotes. */
const formats: LoggedFormats = {
  usual: {
    format: '%h %V %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"',
  },
  everything: {
    format:
      '%a|%A|%B|%b|%D|%f|%h|%H|%I|%k|%l|%m|%O|%p|%{canonical}p|%{local}p|%{remote}p|%s|%T|%{s}T|%{sec}T|%{ms}T|%{msec}T|%{us}T|%{usec}T|%{ns}T|%{nsec}T|%u|%v|%X|%{begin:sec}t|%{end:msec}t|\\"%{User-Agent}i\\"',
    differing: ownName,
  },
  headers: {
    format:
      '%t %s \\"%{X-Odd}i\\" \\"%{Referer}i\\" \\"%{User-Agent}i\\" \\"%{X-Forwarded-For}i\\" \\"%{Host}i\\" \\"%{Cookie}i\\" \\"%{session}C\\" \\"%{Content-Type}o\\" \\"%{REQUEST_METHOD}e\\" \\"%{note}n\\" %h',
  },
  json: {
    format:
      '{\\"time\\":\\"%{%Y-%m-%dT%H:%M:%S%z}t\\",\\"client\\":\\"%a\\",\\"line\\":\\"%r\\",\\"status\\":%s,\\"bytes\\":%b,\\"us\\":%D,\\"agent\\":\\"%{User-Agent}i\\",\\"referer\\":\\"%{Referer}i\\"}',
  },
  ltsv: {
    format:
      'host:%h\\ttime:%t\\treq:%r\\tstatus:%s\\tsize:%B\\treferer:%{Referer}i\\tua:%{User-Agent}i\\treqtime_microsec:%D\\tvhost:%V',
  },
  // One pattern and one time of whole seconds are all that lighttpd allows in a format.
  clocks: {
    format:
      '%{begin:msec}t %{end:msec}t %{begin:usec}t %{end:usec}t %{begin:nsec}t %{end:nsec}t %{end:sec}t %s 100%%',
  },
  pieces: {
    format: '%{begin:%d/%b/%y %H:%M:%S %z}t %{begin:nsec_frac}t to %{end:usec}t <%m|%U|%q|%H> %s',
  },
  // `msec_frac` is left out: where it rounds up to 1000, 1.4.69 breaks the byte in front of it.
  fraction: { format: '%{end:%s}t.%{end:usec_frac}t\\t%s\\t%{X-Odd}i' },
};

function configuration({ port, backendPort, folder, formats: logged, logOf }: Site): string {
  const logs = Object.entries(logged).map(
    ([name, { format }]) => `accesslog.filename = "${logOf(name)}"\naccesslog.format = "${format}"`,
  );
  return `
    server.modules = ("mod_proxy", "mod_accesslog")
    server.document-root = "${folder}/www"
    server.bind = "127.0.0.1"
    server.port = ${port}
    server.name = "${VHOST}"
    server.http-parseopts = ("header-strict" => "enable", "url-normalize" => "disable")
    server.max-request-field-size = 32768
    mimetype.assign = (".txt" => "text/plain", "" => "application/octet-stream")
    $HTTP["url"] =~ "^/(slow|upload)$" {
      proxy.server = ("" => (("host" => "127.0.0.1", "port" => ${backendPort})))
    }
    ${logs.join('\n')}
  `;
}

describeServer({
  name: 'lighttpd',
  probe: ['lighttpd', '-v'],
  processes: Object.entries(formats).map(([name, logged]) => ({ [name]: logged })),
  configFile: 'lighttpd.conf',
  configuration,
  command: (config) => ['lighttpd', '-D', '-f', config],
  requests,
  expected: expectedAtServer,
  formatString: (_, format) => `lighttpd:${format}`,
});
