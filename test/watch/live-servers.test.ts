import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, get, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../src/watch/watch-event.ts';
import { freePort, isInstalled, startServer } from '../servers/server-process.ts';

/** So long nothing is wrong: an incident is told only of what has a baseline of twelve samples. */
const QUIET_MS = 75_000;
const CULPRIT_MS = 55_000;
/** How long the culprit's requests take, and how many come a second. */
const HANG_MS = 4000;
const CULPRIT_RATE = 15;
const USUAL_RATE = 20;
const folder = mkdtempSync(join(tmpdir(), 'culprit-live-'));
// Servers may run as a user of their own.
chmodSync(folder, 0o755);
const running: ChildProcess[] = [];
const backends: Server[] = [];
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const backend of backends) {
    backend.closeAllConnections();
    backend.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Site {
  readonly port: number;
  readonly backendPort: number;
  readonly folder: string;
  readonly log: string;
}

interface LiveServer {
  readonly name: string;
  readonly probe: readonly [string, ...string[]];
  readonly configuration: (site: Site) => string;
  readonly command: (config: string, site: Site) => readonly [string, ...string[]];
  readonly statusPath: string;
}

const apache: LiveServer = {
  name: 'Apache',
  probe: ['apache2', '-v'],
  statusPath: '/server-status?auto',
  // Apache ends its whole process group: it is to have one of its own.
  command: (config) => ['setsid', 'apache2', '-f', config, '-DFOREGROUND'],
  configuration: ({ port, backendPort, folder: root, log }) => `
ServerRoot ${root}
PidFile ${root}/pid
Listen 127.0.0.1:${port}
User www-data
Group www-data
ServerName 127.0.0.1
${['mpm_prefork', 'authz_core', 'setenvif', 'status', 'proxy', 'proxy_http'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerLimit 100
MaxRequestWorkers 100
StartServers 10
ExtendedStatus On
ErrorLog ${root}/error.log
LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\" %D" timed
SetEnvIf Request_URI server-status status
CustomLog ${log} timed env=!status
DocumentRoot ${root}/www
<Location /server-status>
  SetHandler server-status
</Location>
ProxyPass /app http://127.0.0.1:${backendPort}/app
`,
};

const nginx: LiveServer = {
  name: 'nginx',
  probe: ['nginx', '-v'],
  statusPath: '/nginx_status',
  command: (config) => ['nginx', '-c', config, '-g', 'daemon off;'],
  configuration: ({ port, backendPort, folder: root, log }) => `
pid ${root}/pid;
error_log ${root}/error.log;
events { worker_connections 512; }
http {
  log_format timed '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time';
  access_log ${log} timed;
  client_body_temp_path ${root}/t1; proxy_temp_path ${root}/t2; fastcgi_temp_path ${root}/t3; uwsgi_temp_path ${root}/t4; scgi_temp_path ${root}/t5;
  server {
    listen 127.0.0.1:${port};
    root ${root}/www;
    location = /nginx_status { stub_status; access_log off; }
    location /app { proxy_pass http://127.0.0.1:${backendPort}; }
  }
}
`,
};

const lighttpd: LiveServer = {
  name: 'lighttpd',
  probe: ['lighttpd', '-v'],
  statusPath: '/server-status?auto',
  command: (config) => ['lighttpd', '-D', '-f', config],
  configuration: ({ port, backendPort, folder: root, log }) => `
server.modules = ( "mod_accesslog", "mod_status", "mod_proxy" )
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${root}/www"
server.pid-file = "${root}/pid"
server.errorlog = "${root}/error.log"
accesslog.filename = "${log}"
accesslog.format = "%h %V %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\" %D"
$HTTP["url"] =~ "^/server-status" {
  status.status-url = "/server-status"
  accesslog.filename = ""
}
$HTTP["url"] =~ "^/app" {
  proxy.server = ( "" => ( ( "host" => "127.0.0.1", "port" => ${backendPort} ) ) )
}
`,
};

/** Answers at once, but for the one URL whose code hangs. */
async function startBackend(): Promise<number> {
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith('/app/report')) await pause(HANG_MS);
    response.end('done\n');
  }).listen(0, '127.0.0.1');
  backends.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Sends so many requests a second for a while. */
async function load(
  port: number,
  pathOf: (at: number) => string,
  rate: number,
  forMs: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: false });
  const startMs = Date.now();
  for (let at = 0; Date.now() < startMs + forMs; ) {
    // A host with other work to do is late: what is due by then is sent.
    for (const due = ((Date.now() - startMs) / 1000) * rate; at < due; at++) {
      const request = get({ port, host: '127.0.0.1', path: pathOf(at), agent }, (response) =>
        response.resume(),
      );
      request.on('error', () => undefined);
    }
    await pause(20);
  }
}

async function runLive(server: LiveServer): Promise<{
  readonly events: readonly (WatchEvent & { seenMs: number })[];
  readonly onsetMs: number;
}> {
  const root = join(folder, server.name);
  mkdirSync(join(root, 'www'), { recursive: true });
  for (const page of [1, 2, 3])
    writeFileSync(join(root, 'www', `page${page}.html`), 'x'.repeat(500 * page));
  const site = {
    port: await freePort(),
    backendPort: await startBackend(),
    folder: root,
    log: join(root, 'access.log'),
  };
  const config = join(root, 'server.conf');
  writeFileSync(config, server.configuration(site));
  const started = await startServer(server.command(config, site), site.port);
  const watch = spawn(process.execPath, [
    'bin/culprit.js',
    'watch',
    site.log,
    '--json',
    '-m',
    `http://127.0.0.1:${site.port}${server.statusPath}`,
  ]);
  running.push(watch);
  const events: (WatchEvent & { seenMs: number })[] = [];
  let text = '';
  watch.stderr?.resume();
  watch.stdout?.on('data', (chunk) => {
    text += String(chunk);
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line) as WatchEvent;
      if ('incident' in event) events.push({ ...event, seenMs: Date.now() });
    }
  });
  const usual = load(
    site.port,
    (at) => (at % 5 === 0 ? '/app/cart' : `/page${1 + (at % 3)}.html`),
    USUAL_RATE,
    QUIET_MS + CULPRIT_MS,
  );
  await pause(QUIET_MS);
  const onsetMs = Date.now();
  await load(site.port, (at) => `/app/report?id=${at}`, CULPRIT_RATE, CULPRIT_MS);
  await usual;
  watch.kill('SIGTERM');
  await once(watch, 'exit');
  await started.stop();
  return { events, onsetMs };
}

const isBuilt = existsSync('dist/src/main.js');

describe.concurrent.each([apache, lighttpd, nginx])(
  'a live $name with an injected culprit',
  (server) => {
    const why = isBuilt
      ? `${server.probe[0]} is not installed`
      : 'dist/ is not built, npm run build';
    const isHere = isBuilt && isInstalled(...server.probe);
    const title = 'is told while it goes on, and nothing before';

    it.skipIf(!isHere)(
      isHere ? title : `${title} (skipped: ${why})`,
      { timeout: 200_000 },
      async () => {
        const { events, onsetMs } = await runLive(server);
        const named = events.find(({ incident }) => incident.culprits[0] !== undefined);
        const names = JSON.stringify([
          named?.incident.culprits[0]?.subject,
          named?.incident.culprits[0]?.aliases,
        ]);
        expect(events.filter(({ seenMs }) => seenMs < onsetMs)).toEqual([]);
        expect(names).toContain('/app/report');
        // Not only in the end: while it went on.
        expect(named?.provisional).not.toEqual([]);
      },
    );
  },
);
