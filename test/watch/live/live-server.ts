import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type ServerProcess, startServer } from '../../servers/server-process.ts';

/** Where a server of a test listens, what it passes requests on to, and where it writes. */
interface Site {
  readonly port: number;
  readonly backendPort: number;
  readonly folder: string;
  readonly log: string;
}

/** A web server that serves pages of its own and passes `/app` on to a backend. */
export interface LiveServer {
  readonly name: 'Apache' | 'lighttpd' | 'nginx';
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
ServerLimit 200
MaxRequestWorkers 200
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

export const liveServers: readonly LiveServer[] = [apache, lighttpd, nginx];

/** Pages of its own that a server has: `/page1.html` and so on. */
export const PAGES = 3;

/** A server that runs. */
export interface RunningServer {
  readonly port: number;
  readonly log: string;
  readonly statusUrl: string;
  readonly process: ServerProcess;
}

/** Starts a server in a new folder below `root`, before a backend that listens already. */
export async function startLiveServer(
  server: LiveServer,
  root: string,
  backendPort: number,
): Promise<RunningServer> {
  const folder = join(root, server.name);
  mkdirSync(join(folder, 'www'), { recursive: true });
  // Servers may run as a user of their own.
  chmodSync(root, 0o755);
  for (let page = 1; page <= PAGES; page++) {
    writeFileSync(join(folder, 'www', `page${page}.html`), 'x'.repeat(500 * page));
  }
  const site = { port: await freePort(), backendPort, folder, log: join(folder, 'access.log') };
  const config = join(folder, 'server.conf');
  writeFileSync(config, server.configuration(site));
  const process = await startServer(server.command(config, site), site.port);
  const { port, log } = site;
  return { port, log, process, statusUrl: `http://127.0.0.1:${port}${server.statusPath}` };
}
