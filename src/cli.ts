import { Command, CommanderError, Option } from 'commander';
import type { RawInspectOptions } from './commands/inspect.ts';
import type { RawLinesOptions } from './commands/lines.ts';
import { ExpectedError } from './errors.ts';
import { EXIT_DONE, EXIT_FAILED } from './exit-status.ts';
import type { Io } from './io.ts';
import type { RawOptions } from './raw-options.ts';
import { visibleText } from './report/log-text.ts';
import { VERSION } from './version.ts';
import type { RawWatchOptions } from './watch/watch-options.ts';

/** Runs one command line and gives its exit status. Anything unexpected is thrown. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let status: number = EXIT_DONE;
  const setStatus = (code: number): void => {
    status = code;
  };
  const program = commands(io, setStatus);
  addWatch(program, io, setStatus);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_FAILED;
    if (!(error instanceof ExpectedError)) throw error;
    io.stderr.write(`culprit: ${visibleText(error.message)}\n`);
    return EXIT_FAILED;
  }
}

function commands(io: Io, setStatus: (code: number) => void): Command {
  const program = described(io)
    .option(
      '-m, --metrics <path or url...>',
      'Prometheus JSON, OpenMetrics, promtool and VictoriaMetrics text, Munin’s and collectd’s .rrd, rrdtool text, CSV, sysstat; folders of them; or the address of a Prometheus API (http://…), a munin-node (munin://…) or an exporter (…/metrics)',
    )
    .option('--host <name=path>', 'the log of one host (repeatable)', collectValues)
    .option(
      '-f, --log-format <name or string>',
      'a preset or the server’s own format; default: detect',
    )
    .option(
      '-c, --server-config <file>',
      'httpd.conf or the like: formats of its logs and its limits; of one host as name=file (repeatable)',
      collectValues,
    )
    .option(
      '--limit <name=value>',
      'a limit that is known: workers=150, connections=, memory=16GiB, swap= (repeatable)',
      collectValues,
    )
    .option('--from <time>', 'leave out what is before')
    .option('--to <time>', 'leave out what is after')
    .option(
      '--at <time>',
      'something was wrong then: look there more closely, and tell of it first',
    )
    .option(
      '--alert <file>',
      'a notification of Nagios (mail or log lines), of Alertmanager or of Prometheus: its time, host and resource',
    )
    .option('--tz <zone>', 'zone of times that carry none, here and in logs (default: UTC)')
    .option(
      '--trusted-proxy <cidr>',
      'a proxy whose X-Forwarded-For is believed, as private networks’ is (repeatable)',
      collectValues,
    )
    .option('--query-names', 'tell routes apart by the names of their query parameters')
    .option('-o, --output <file>', 'write the report there, whole or not at all')
    .option('--format <markdown|html|json>', 'default: by the output’s extension, else markdown')
    .option('--top <n>', 'culprits named for an incident (default: 3)')
    .option(
      '--jobs <n>',
      'threads that read logs of 16 MiB or more; 1 takes the least memory (default: one for each core, at most 4)',
    )
    .option('--seed <n>', 'of what is drawn at random: nothing so far, any gives the same')
    .option(
      '--anonymize',
      'name clients, users and values of queries client-1, user-1, value-1, the same everywhere in the report',
    )
    .option('--quiet', 'no notes on stderr')
    .option('--no-color', 'no colours on a terminal; NO_COLOR and FORCE_COLOR are heeded too')
    .option('--exit-code', 'exit 1 when a culprit or suspect is named')
    .action(async (inputs: string[], raw: RawOptions) => {
      const { reportCommand } = await import('./commands/report.ts');
      setStatus(await reportCommand(inputs, raw, io));
    });
  addLines(program, io);
  addInspect(program, io);
  return program;
}

/** The program without its options. */
function described(io: Io): Command {
  return (
    new Command('culprit')
      .description(
        'Names what broke a web server: reads access logs (Apache, lighttpd, nginx, uWSGI), lines them up ' +
          'with the host’s metrics (Prometheus, Munin) and ranks the likely culprits with evidence.',
      )
      .version(VERSION)
      // Options of the same name are those of the command that they stand behind.
      .enablePositionalOptions()
      .exitOverride()
      .configureOutput({
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
        outputError: (text, write) => write(usageError(text)),
      })
      .argument(
        '[input...]',
        'access logs, plain or compressed, folders or globs of them; - or nothing: a pipe',
      )
  );
}

function addWatch(program: Command, io: Io, setStatus: (code: number) => void): void {
  const watch = program
    .command('watch')
    .description('tells of incidents and their culprits while they happen');
  watch.argument(
    '[log...]',
    'logs to follow through their rotation, folders or globs of them; - or nothing: a pipe, as of tail -F',
  );
  for (const option of program.options) {
    if (option.long !== '--version' && option.long !== '--jobs') watch.addOption(option);
  }
  // Known, so that it can be said why it is of no use.
  watch.addOption(new Option('--jobs <n>').hideHelp());
  watch
    .option('--window <time>', 'how far back it looks, like 90m or 1d (default: 6h)')
    .option('--since <time>', 'read back so far first, like 1h, or to a time; default: what comes')
    .option(
      '--state <file>',
      'go on after a restart where it ended: of files nothing is lost or counted twice; of a pipe only incidents are kept',
    )
    .option(
      '--on-incident <command>',
      'run it for each event, which it gets as JSON on its standard input',
    )
    .option('--json', 'one line of JSON for each event')
    .action(async (logs: string[], raw: RawWatchOptions) => {
      const { watchCommand } = await import('./commands/watch.ts');
      setStatus(await watchCommand(logs, raw, io));
    });
}

function addLines(program: Command, io: Io): void {
  program
    .command('lines')
    .description('the raw log lines behind one finding of a JSON report')
    .requiredOption('--report <file>', 'the report, written with --format json; -: from the pipe')
    .requiredOption('--culprit <id>', 'the culprit’s id in it, like 1.1')
    .argument('[log...]', 'the logs; default: those the report names')
    .action(async (logs: string[], raw: RawLinesOptions) => {
      const { linesCommand } = await import('./commands/lines.ts');
      await linesCommand(logs, raw, io);
    });
}

function addInspect(program: Command, io: Io): void {
  program
    .command('inspect')
    .description(
      'what a log or metric file holds: format, span, misses, and what it cannot tell; of an address, its last hour',
    )
    .argument('<file...>')
    .option('-f, --log-format <name or string>', 'the format of the logs; default: detect')
    .option('--tz <zone>', 'zone of times that carry none (default: UTC)')
    .option(
      '-c, --server-config <file>',
      'the server’s configuration, for the formats of its logs (repeatable)',
      collectValues,
    )
    .action(async (files: string[], raw: RawInspectOptions) => {
      const { inspectCommand } = await import('./commands/inspect.ts');
      await inspectCommand(files, raw, io);
    });
}

/** Commander's message in one line: it puts `(Did you mean …?)` on its own. */
function usageError(text: string): string {
  const line = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ');
  return `culprit: ${visibleText(line)}; see culprit --help\n`;
}

function collectValues(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
