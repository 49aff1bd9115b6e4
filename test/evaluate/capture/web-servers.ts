/** Where a server of a capture listens, what it passes requests on to, and where it writes. */
export interface Place {
  readonly port: number;
  /** Of the application; 0 where the server runs it itself. */
  readonly backendPort: number;
  /** Holds the configuration and whatever the server needs. */
  readonly folder: string;
  readonly log: string;
  readonly errorLog: string;
}

/** A web server as a capture runs it. */
export interface WebServer {
  readonly configFile: string;
  readonly configuration: (place: Place) => string;
  readonly command: (config: string) => readonly [string, ...string[]];
  /** Names of its processes, as the kernel knows them. */
  readonly processes: readonly string[];
  /** Whether it runs the application in its own processes. */
  readonly hasApplication: boolean;
  /** Of its page of status; undefined where it has none that an exporter reads. */
  readonly statusPath: string | undefined;
}

/** `LogFormat` of Debian's apache2.conf, and others that are met: https://httpd.apache.org/docs/2.4/mod/mod_log_config.html. */
export const apacheFormats = {
  combined: '%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"',
  vhostCombinedD: '%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\" %D',
} as const;

/** https://nginx.org/en/docs/http/ngx_http_log_module.html */
export const nginxFormats = {
  combined: '',
  timed:
    '\'$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time $upstream_response_time\'',
  json: 'escape=json \'{"time":"$time_iso8601","remote_addr":"$remote_addr","request_method":"$request_method","request_uri":"$request_uri","status":$status,"body_bytes_sent":$body_bytes_sent,"request_time":$request_time,"http_user_agent":"$http_user_agent","http_referer":"$http_referer"}\'',
} as const;

/** Modules that each of the two needs; event has its own way to hold connections. */
const APACHE_MODULES = ['authz_core', 'setenvif', 'status', 'proxy', 'proxy_http'];
const MODULE_FOLDER = '/usr/lib/apache2/modules';

export function apache(
  mpm: 'prefork' | 'event',
  { format, workers }: { readonly format: keyof typeof apacheFormats; readonly workers: number },
): WebServer {
  const modules = [`mpm_${mpm}`, ...APACHE_MODULES].map(
    (name) => `LoadModule ${name}_module ${MODULE_FOLDER}/mod_${name}.so`,
  );
  const limits =
    mpm === 'prefork'
      ? [`ServerLimit ${workers}`, `MaxRequestWorkers ${workers}`]
      : ['ThreadsPerChild 25', `MaxRequestWorkers ${workers}`];
  return {
    configFile: 'apache2.conf',
    processes: ['apache2'],
    hasApplication: false,
    statusPath: '/server-status?auto',
    // Apache ends its whole process group: it is to have one of its own.
    command: (config) => ['setsid', 'apache2', '-f', config, '-DFOREGROUND'],
    configuration: ({ port, backendPort, folder, log, errorLog }) => `
ServerRoot ${folder}
PidFile ${folder}/pid
Listen 127.0.0.1:${port}
User www-data
Group www-data
ServerName www.example.org
${modules.join('\n')}
${limits.join('\n')}
ExtendedStatus On
ErrorLog ${errorLog}
LogFormat "${apacheFormats[format]}" own
CustomLog ${log} own
ProxyPass /server-status !
ProxyPass / http://127.0.0.1:${backendPort}/
ProxyTimeout 120
<Location /server-status>
  SetHandler server-status
</Location>
`,
  };
}

export function nginx({
  format,
  connections = 512,
}: {
  readonly format: keyof typeof nginxFormats;
  readonly connections?: number;
}): WebServer {
  const own = nginxFormats[format];
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return {
    configFile: 'nginx.conf',
    processes: ['nginx'],
    hasApplication: false,
    statusPath: '/nginx_status',
    command: (config) => ['nginx', '-c', config, '-g', 'daemon off;'],
    configuration: ({ port, backendPort, folder, log, errorLog }) => `
user www-data;
worker_processes 1;
pid ${folder}/pid;
error_log ${errorLog};
events { worker_connections ${connections}; }
http {
  ${own === '' ? '' : `log_format own ${own};`}
  access_log ${log}${own === '' ? '' : ' own'};
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    location = /nginx_status { stub_status; access_log off; }
    location / {
      proxy_pass http://127.0.0.1:${backendPort};
      proxy_read_timeout 120s;
      client_max_body_size 64m;
    }
  }
}
`,
  };
}

export const lighttpd: WebServer = {
  configFile: 'lighttpd.conf',
  processes: ['lighttpd'],
  hasApplication: false,
  statusPath: undefined,
  command: (config) => ['lighttpd', '-D', '-f', config],
  configuration: ({ port, backendPort, folder, log, errorLog }) => `
server.modules = ( "mod_accesslog", "mod_proxy" )
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${folder}"
server.upload-dirs = ( "${folder}" )
server.pid-file = "${folder}/pid"
server.errorlog = "${errorLog}"
accesslog.filename = "${log}"
proxy.server = ( "" => ( ( "host" => "127.0.0.1", "port" => ${backendPort} ) ) )
`,
};

/** Its log has the default line, which has no agent. */
export function uwsgi({
  processes,
  threads,
}: {
  readonly processes: number;
  readonly threads: number;
}): WebServer {
  return {
    configFile: 'uwsgi.ini',
    processes: ['uwsgi'],
    hasApplication: true,
    statusPath: undefined,
    command: (config) => ['uwsgi', '--ini', config],
    configuration: ({ port, folder, log }) => `[uwsgi]
plugins = python3
master = true
http-socket = 127.0.0.1:${port}
processes = ${processes}
threads = ${threads}
listen = 100
wsgi-file = ${folder}/application.py
logto = ${log}
die-on-term = true
`,
  };
}
