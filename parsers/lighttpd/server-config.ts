import type { Miss } from '../contract.ts';
import { IncludedFiles } from '../included-files.ts';
import type { ConfigFiles, ServerConfig, ServerConfigRoom } from '../server-config.ts';
import { connectionsOf } from './server-config-connections.ts';
import { logsOf } from './server-config-logs.ts';
import { readScopes } from './server-config-reader.ts';
import { Scope } from './server-config-scope.ts';

/** The configuration of lighttpd: lighttpd.conf, or a part that it includes. */
export const lighttpdConfig: ServerConfigRoom = { name: 'lighttpd', likeness, read };

/** Assignments to options of lighttpd and its modules, and conditions, each at the beginning of a line. */
const OWN_LINE =
  /^[ \t]*(?:(?:accesslog|alias|auth|cgi|compress|deflate|dir-listing|expire|fastcgi|index-file|mimetype|proxy|server|setenv|simple-vhost|ssl|static-file|status|url|var)\.[\w-]+[ \t]*(?:\+|:)?=|(?:else[ \t]*)?(?:if[ \t]*)?\$(?:HTTP|SERVER|REQUEST_HEADER)[ \t]*\[|include(?:_shell)?[ \t]+"[^"\n]*"(?:[ \t]*$|[ \t]*\+))/gm;

function likeness(text: string): number {
  return text.match(OWN_LINE)?.length ?? 0;
}

function read(path: string, files: ConfigFiles): ServerConfig | Miss {
  const included = new IncludedFiles(path, files);
  const global = new Scope();
  const scopes = { global, open: [global] };
  let isLighttpd = false;
  const miss = included.readMain((text) => {
    readScopes(text, path, { scopes, files: included });
    isLighttpd = !global.isEmpty || likeness(text) > 0;
  });
  if (miss !== undefined) return miss;
  if (!isLighttpd) return { reason: 'holds no assignment of lighttpd' };
  const { logs, notes } = logsOf(global);
  const connections = connectionsOf(global);
  return {
    logs,
    capacities: connections.capacities,
    notes: [...included.notes, ...notes, ...connections.notes],
  };
}
