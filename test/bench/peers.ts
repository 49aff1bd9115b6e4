import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { LogFacts, LogName, MadeLog } from './made-logs.ts';
import type { Command } from './measure.ts';

/** Another program that reads the same log, and how to tell that it did. */
export interface Peer {
  readonly name: string;
  /** The logs it is measured on. */
  readonly logs: readonly LogName[];
  /** Its version; undefined where it is not installed. */
  readonly version: () => string | undefined;
  readonly command: (log: MadeLog) => Command;
  /** Whether what it printed is what the log holds. */
  readonly isRight: (output: string, facts: LogFacts) => boolean;
}

/** How they are called in tables. */
export const MAWK = "mawk '{s+=$10} END{print s}'";
export const ZCAT = 'zcat | wc -l';
export const LNAV = 'lnav, count(*)';
export const DUCKDB = 'DuckDB, regexp + GROUP BY minute, path, client';
export const GOACCESS = 'GoAccess, JSON report';

/** awk prints six digits of a large sum. */
const AWK_PRECISION = 1e-5;

/** GoAccess' own names of combined's fields, then `%D`: https://goaccess.io/man#custom-log */
const GOACCESS_FORMAT: readonly string[] = [
  '--log-format=%h %^[%d:%t %^] "%r" %s %b "%R" "%u" %D',
  '--date-format=%d/%b/%Y',
  '--time-format=%T',
];

const DUCKDB_QUERY: string = fileURLToPath(new URL('./duckdb-query.js', import.meta.url));

export const peers: readonly Peer[] = [
  {
    name: MAWK,
    logs: ['ordinary', 'attack', 'burst'],
    version: () => versionOf(['mawk', '-W', 'version']),
    command: ({ path }) => ({ argv: ['mawk', '{s+=$10} END{print s}', path] }),
    isRight: (output, { bytesSent }) =>
      Math.abs(Number(output) - bytesSent) <= AWK_PRECISION * bytesSent,
  },
  {
    name: ZCAT,
    logs: ['gzip'],
    version: () => versionOf(['zcat', '--version']),
    command: ({ path }) => ({ argv: ['sh', '-c', 'zcat "$0" | wc -l', path] }),
    isRight: isLineCount,
  },
  {
    name: LNAV,
    logs: ['ordinary'],
    version: () => versionOf(['lnav', '-V']),
    command: ({ path }) => ({
      argv: ['lnav', '-n', '-c', ';SELECT count(*) FROM access_log', path],
      environment: { HOME: path.slice(0, path.lastIndexOf('/')) },
    }),
    isRight: (output, { lines }) => output.split(/\s+/).includes(String(lines)),
  },
  {
    name: DUCKDB,
    logs: ['ordinary'],
    version: duckdbVersion,
    command: ({ path }) => ({ argv: [process.execPath, DUCKDB_QUERY, path] }),
    isRight: isLineCount,
  },
  {
    name: GOACCESS,
    logs: ['ordinary'],
    version: () => versionOf(['goaccess', '--version']),
    command: ({ path }) => ({
      argv: ['goaccess', path, ...GOACCESS_FORMAT, '--no-progress', '-o', 'json'],
    }),
    isRight: isGoAccessReport,
  },
];

function isLineCount(output: string, { lines }: LogFacts): boolean {
  return Number(output) === lines;
}

function isGoAccessReport(output: string, { lines, bytesSent }: LogFacts): boolean {
  const { general } = JSON.parse(output) as {
    readonly general: { readonly valid_requests: number; readonly bandwidth: number };
  };
  return general.valid_requests === lines && general.bandwidth === bytesSent;
}

/** The first line that a program prints of itself; undefined where it cannot be started. */
function versionOf([program = '', ...rest]: readonly string[]): string | undefined {
  const { error, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
  return error === undefined ? `${stdout}${stderr}`.split('\n')[0] : undefined;
}

function duckdbVersion(): string | undefined {
  try {
    const load = createRequire(import.meta.url);
    const { version } = load('@duckdb/node-api/package.json') as { readonly version: string };
    return `@duckdb/node-api ${version}`;
  } catch {
    return undefined;
  }
}
