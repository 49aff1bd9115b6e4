import { isAbsolute } from 'node:path/posix';
import { distinctLogs } from '../distinct-logs.ts';
import type { ConfiguredLog } from '../server-config.ts';
import { type Option, type Options, optionText } from './server-config-options.ts';

/** The preset of the line without a `log-format`. */
const DEFAULT_FORMAT = 'uwsgi';

/** Options by which some requests are logged though `disable-logging` is on. */
const exceptions: readonly string[] = [
  'log-4xx',
  'log-5xx',
  'log-big',
  'log-ioerror',
  'log-sendfile',
  'log-slow',
  'log-zero',
];

/** What else is to be known of the lines: https://uwsgi-docs.readthedocs.io/en/latest/Logging.html */
const remarks: Readonly<Record<string, string>> = {
  emperor: 'its vassals have configurations of their own',
  'log-drain': 'lines that match are in no log',
  'log-encoder': 'an encoder puts lines into a form of its own',
  'log-filter': 'only lines that match are in the log',
  'log-req-encoder': 'an encoder puts lines into a form of its own',
  'log-req-route': 'some lines are in another log',
  'log-route': 'some lines are in another log',
  'log-x-forwarded-for': 'the address is what X-Forwarded-For says, which any client can write',
};

export interface LogReading {
  readonly logs: readonly ConfiguredLog[];
  readonly notes: readonly string[];
}

/** The logs that hold requests. */
export function logsOf(options: Options): LogReading {
  const notes = Object.entries(remarks).flatMap(([name, remark]) =>
    options.every(name).map((option) => `${optionText(option)}: ${remark}`),
  );
  if (options.isOn('disable-logging')) {
    const some = exceptions.filter((name) => options.last(name) !== undefined);
    if (some.length === 0) return { logs: [], notes: ['disable-logging: requests are in no log'] };
    notes.push(`disable-logging: only requests of ${some.join(', ')} are in the log`);
  }
  const format = formatOf(options);
  const targets = targetsOf(options).map((option) => targetOf(option, format));
  return {
    logs: distinctLogs(targets.flatMap(({ log }) => log ?? [])),
    notes: [...notes, ...targets.flatMap(({ note }) => note ?? [])],
  };
}

/** The options that say where requests are written: loggers of requests, else of everything, else one file. */
function targetsOf(options: Options): readonly (Option | undefined)[] {
  const requestLoggers = options.every('req-logger', 'logger-req');
  if (requestLoggers.length > 0) return requestLoggers;
  const loggers = options.every('logger', 'log-syslog', 'log-socket');
  if (loggers.length > 0) return loggers;
  const file = ['daemonize2', 'logto2', 'daemonize', 'logto'].map((name) => options.last(name));
  return [file.find((option) => option !== undefined)];
}

/** The format for `compile` of this room, with the pattern of `%(ftime)` where it prints one. */
function formatOf(options: Options): string {
  const format = options.last('log-format', 'logformat')?.value;
  if (format === undefined || format === '') return DEFAULT_FORMAT;
  const date = options.last('log-date', 'logdate', 'log-prefix')?.value ?? '';
  const isPatterned = options.isOn('log-format-strftime', 'logformat-strftime') && date !== '';
  if (!isPatterned || !format.includes('%(ftime)')) return format;
  return `log-format = ${format}\nlog-date = ${date}\nlog-format-strftime = true`;
}

type Target = { readonly log?: ConfiguredLog; readonly note?: string };

/** Where uWSGI writes when nothing is named: a journal, a container's log, a file of whatever started it. */
const STANDARD_ERROR = '/dev/stderr';

/** What only the machine knows: environment, content of files, options of the command line, host name and time. */
const UNKNOWN_PART = /[$@%]\(|%[TUVGbghijktuv]/;

function targetOf(option: Option | undefined, format: string): Target {
  if (option === undefined) {
    return {
      log: { path: STANDARD_ERROR, format },
      note: 'no option names a log: standard error, or what the command line that starts uWSGI says',
    };
  }
  const directive = optionText(option);
  const path = fileOf(option);
  if (!path || path === '/dev/null') return { note: `${directive}: no file` };
  const log = { path, format, directive };
  if (UNKNOWN_PART.test(path))
    return { log, note: `${directive}: a part of the path is not known` };
  if (isAbsolute(path)) return { log };
  return { log, note: `${directive}: relative to where uWSGI was started` };
}

const LOGGERS = /^(?:logger|logger-req|req-logger)$/;
/** A name, with one of its own before and its argument behind: `file:path`, `own file:logfile=path,maxsize=9`. */
const LOGGER = /^(?:[a-zA-Z0-9]+ )?(\w+)(?::(.*))?$/;

/**
 * The file that an option names. A colon in it makes it an address, but for loggers, of which `file` and `stdio` are
 * files: https://github.com/unbit/uwsgi/blob/master/plugins/logfile/logfile.c
 */
function fileOf({ name, value }: Option): string | undefined {
  if (name === 'log-syslog' || name === 'log-socket') return undefined;
  if (!LOGGERS.test(name)) return value.includes(':') ? undefined : value;
  const [, logger, argument = ''] = LOGGER.exec(value) ?? [];
  if (logger === 'stdio') return STANDARD_ERROR;
  if (logger !== 'file' || argument === '') return undefined;
  if (!argument.includes('=')) return argument;
  const pairs = argument.split(',').map((pair) => pair.split('='));
  return pairs.find(([key]) => key === 'logfile')?.[1];
}
