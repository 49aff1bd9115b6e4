import { isMiss, type Miss } from '../contract.ts';
import type { ConfigFiles, ServerConfig, ServerConfigRoom } from '../server-config.ts';
import { configLines } from './server-config-lines.ts';
import { logsOf } from './server-config-logs.ts';
import { readDirectives } from './server-config-reader.ts';
import { workersOf } from './server-config-workers.ts';

/** Directives of nearly every httpd.conf and no other server's: https://httpd.apache.org/docs/2.4/mod/directives.html */
const known: ReadonlySet<string> = new Set(
  (
    'allowoverride customlog define directoryindex documentroot errorlog include includeoptional keepalive ' +
    'keepalivetimeout listen loadmodule logformat loglevel maxclients maxrequestworkers pidfile proxypass require ' +
    'rewriteengine rewriterule scriptalias serveradmin serveralias serverlimit servername serverroot startservers ' +
    'threadsperchild timeout transferlog typesconfig usecanonicalname user <directory <filesmatch <ifdefine ' +
    '<ifmodule <ifversion <location <virtualhost'
  ).split(' '),
);

/** The configuration of Apache httpd: httpd.conf, Debian's apache2.conf, or a part of them. */
export const apacheConfig: ServerConfigRoom = { name: 'apache', likeness, read };

/** A semicolon or brace at the end of a line is another server's, an equals sign an ini file's. */
function likeness(text: string): number {
  return configLines(text).filter(({ name, rest }) => known.has(name) && !/^=|[;{]$/.test(rest))
    .length;
}

function read(path: string, files: ConfigFiles): ServerConfig | Miss {
  const reading = readDirectives(path, files);
  if (isMiss(reading)) return reading;
  const { logs, notes } = logsOf(reading);
  const workers = workersOf(reading);
  return {
    logs,
    capacities: workers.capacities,
    notes: [...reading.notes, ...notes, ...workers.notes],
  };
}
