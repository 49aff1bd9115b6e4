import type { Miss } from '../contract.ts';
import { IncludedFiles } from '../included-files.ts';
import type { ConfigFiles, ServerConfig, ServerConfigRoom } from '../server-config.ts';
import { connectionsOf } from './server-config-connections.ts';
import { type Directive, readDirectives } from './server-config-directives.ts';
import { logsOf } from './server-config-logs.ts';
import { NginxStatements } from './server-config-tokens.ts';

/** Directives of nearly every nginx.conf and no other server's: https://nginx.org/en/docs/dirindex.html */
const known: ReadonlySet<string> = new Set(
  (
    'access_log add_header client_max_body_size default_type error_log error_page events expires fastcgi_param ' +
    'fastcgi_pass gzip gzip_types http include index keepalive_timeout listen location log_format map pid proxy_pass ' +
    'proxy_set_header return rewrite root sendfile server server_name ssl_certificate stream tcp_nodelay tcp_nopush ' +
    'try_files types upstream user uwsgi_pass worker_connections worker_processes worker_rlimit_nofile'
  ).split(' '),
);

/** The configuration of nginx: nginx.conf, or a part that its `http` includes. */
export const nginxConfig: ServerConfigRoom = { name: 'nginx', likeness, read };

/** Only what ends as nginx' directives do counts: `User www` without a semicolon is httpd's. */
function likeness(text: string): number {
  const statements = new NginxStatements(text);
  let found = 0;
  for (;;) {
    const { words, ending } = statements.next();
    if (ending === 'end') return found;
    if (known.has(words[0] ?? '')) found += 1;
  }
}

function read(path: string, files: ConfigFiles): ServerConfig | Miss {
  const included = new IncludedFiles(path, files);
  let main: readonly Directive[] = [];
  let isNginx = false;
  const miss = included.readMain((text) => {
    main = readDirectives(text, path, included);
    isNginx = main.length > 0 || likeness(text) > 0;
  });
  if (miss !== undefined) return miss;
  if (!isNginx) return { reason: 'holds no directive of nginx' };
  const logs = logsOf(main, path);
  const connections = connectionsOf(main);
  return {
    logs: logs.logs,
    capacities: connections.capacities,
    notes: [...included.notes, ...logs.notes, ...connections.notes],
  };
}
