import { isMiss, type Miss } from '../contract.ts';
import { IncludedFiles } from '../included-files.ts';
import type { ConfigFiles, ServerConfig, ServerConfigRoom } from '../server-config.ts';
import { logsOf } from './server-config-logs.ts';
import { OptionReader, sectionsOf, sourceOf } from './server-config-reader.ts';
import { workersOf } from './server-config-workers.ts';

/** The configuration of uWSGI: an ini or YAML file, with the section behind a colon where it is not `uwsgi`. */
export const uwsgiConfig: ServerConfigRoom = { name: 'uwsgi', likeness, read };

/** The section that uWSGI reads, in ini, YAML, XML and JSON. */
const OWN_SECTION =
  /^[ \t]*(?:\[uwsgi\][ \t\r]*$|uwsgi:[ \t\r]*$|<uwsgi>|"uwsgi"[ \t]*:|\{[ \t]*"uwsgi")/m;
/** Options of nearly every configuration: https://uwsgi-docs.readthedocs.io/en/latest/Options.html */
const OWN_OPTION =
  /^[ \t]*(?:callable|chdir|chmod-socket|daemonize|die-on-term|enable-threads|harakiri|home|http|http-socket|listen|log-format|logformat|logto|master|module|mount|pidfile|plugins?|processes|pythonpath|req-logger|socket|stats|threads|uid|vacuum|virtualenv|workers|wsgi-file)[ \t]*(?:=|:[ \t])/gm;

/** Without its section's name any ini file would do. */
function likeness(text: string): number {
  return OWN_SECTION.test(text) ? 1 + (text.match(OWN_OPTION)?.length ?? 0) : 0;
}

function read(path: string, files: ConfigFiles): ServerConfig | Miss {
  const source = sourceOf(path);
  const included = new IncludedFiles(source.path, files);
  const reader = new OptionReader(source, included);
  let unread: Miss | undefined;
  const missing = included.readMain((text, file) => {
    const sections = sectionsOf(text, file);
    unread = isMiss(sections) ? sections : reader.read(sections, source);
  });
  const miss = missing ?? unread;
  if (miss !== undefined) return miss;
  const { logs, notes } = logsOf(reader.options);
  const workers = workersOf(reader.options);
  return {
    logs,
    capacities: workers.capacities,
    notes: [...included.notes, ...notes, ...workers.notes],
  };
}
