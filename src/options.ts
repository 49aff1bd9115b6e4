import { availableParallelism } from 'node:os';
import { isMiss } from '../parsers/contract.ts';
import { type CompiledFormat, compileFormat } from '../parsers/index.ts';
import { DEFAULT_TOP } from './analysis/analyse.ts';
import { ExpectedError } from './errors.ts';
import type { Hint } from './incidents/hint.ts';
import { PIPE } from './ingest/inputs.ts';
import type { NamedPath } from './ingest/read-logs.ts';
import { oldestFirst } from './ingest/rotation.ts';
import { limitsFrom } from './limit-option.ts';
import type { RawOptions } from './raw-options.ts';
import { recordedArguments } from './recorded-arguments.ts';
import { isZone } from './request/local-zone.ts';
import { type Network, parseNetwork } from './request/network.ts';
import type { StatedCapacity } from './series/stated-capacity.ts';
import type { NamedConfig } from './server-config/read-server-config.ts';

export const outputFormats = ['markdown', 'html', 'json'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** What a run is to do: complete, checked, no side effects yet. Only this file knows defaults. */
export interface Options {
  /** Logs or folders; `-` is the pipe on stdin. */
  readonly inputs: readonly NamedPath[];
  readonly metrics: readonly string[];
  readonly logFormat?: CompiledFormat;
  readonly serverConfigs: readonly NamedConfig[];
  readonly limits: readonly StatedCapacity[];
  /** Epoch milliseconds UTC; requests and samples outside are left out. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Where the user or an alert says that something was wrong. */
  readonly hints: readonly Hint[];
  /** Zone of times that carry none, where it was given: a name of the tz database or an offset. Else they are UTC. */
  readonly zone?: string;
  /** Proxies of one's own whose `X-Forwarded-For` is believed, beside those of private networks. */
  readonly trustedProxies: readonly Network[];
  /** Whether the names of query parameters belong to routes. */
  readonly queryNames: boolean;
  /** Undefined is stdout. */
  readonly output?: string;
  readonly outputFormat: OutputFormat;
  readonly top: number;
  /** Threads that read logs. */
  readonly jobs: number;
  /** Whether clients, users and values of queries are replaced. */
  readonly anonymize: boolean;
  readonly quiet: boolean;
  /** Whether colour may be shown where a terminal has it. */
  readonly color: boolean;
  readonly exitCode: boolean;
  /** What to type behind `culprit` for the same report. */
  readonly typed: readonly string[];
}

/** Checks what was typed. Throws an ExpectedError that names the option and what it takes. */
export async function resolveOptions(
  inputs: readonly string[],
  raw: RawOptions,
  context: { readonly hasPipe: boolean },
): Promise<Options> {
  const zone = zoneOf(raw.tz);
  const hosts = (raw.host ?? []).map(namedPath);
  const named = [...inputs.map((path) => ({ path })), ...hosts];
  if (named.length === 0 && !context.hasPipe) throw noLog(raw);
  checkSeed(raw.seed);
  return {
    inputs: named.length === 0 ? [{ path: PIPE }] : oldestFirst(named, ({ path }) => path),
    metrics: raw.metrics ?? [],
    ...(raw.logFormat === undefined ? {} : { logFormat: formatOf(raw.logFormat) }),
    serverConfigs: (raw.serverConfig ?? []).map(namedConfig),
    limits: limitsFrom(raw.limit ?? []),
    ...(await spanOf(raw, zone)),
    hints: await hintsOf(raw, zone),
    ...(raw.tz === undefined ? {} : { zone }),
    trustedProxies: (raw.trustedProxy ?? []).map(proxyOf),
    queryNames: raw.queryNames ?? false,
    ...(raw.output === undefined ? {} : { output: raw.output }),
    outputFormat: outputFormatOf(raw.format, raw.output),
    top: topOf(raw.top),
    jobs: jobsOf(raw.jobs),
    ...presentation(raw),
    typed: recordedArguments(inputs, raw),
  };
}

function presentation({
  anonymize = false,
  quiet = false,
  color = true,
  exitCode = false,
}: RawOptions): Pick<Options, 'anonymize' | 'quiet' | 'color' | 'exitCode'> {
  return { anonymize, quiet, color, exitCode };
}

function noLog({ metrics = [] }: RawOptions): ExpectedError {
  return metrics.length > 1
    ? new ExpectedError(
        `no access log named: ${metrics.join(', ')} are all taken for --metrics`,
        'name the log before -m',
      )
    : new ExpectedError('no access log named', 'name one, or pipe one in; see culprit --help');
}

function namedPath(text: string): NamedPath {
  const equals = text.indexOf('=');
  if (equals <= 0 || equals === text.length - 1) {
    throw new ExpectedError(
      `--host ${text} names no host and path`,
      'write --host web1=/path/to/log',
    );
  }
  return { host: text.slice(0, equals), path: text.slice(equals + 1) };
}

/** `name=path` is of one host; an equals sign behind a slash is part of a path. */
export function namedConfig(text: string): NamedConfig {
  const [, host, path] = /^([^/=]+)=(.+)$/s.exec(text) ?? [];
  return host === undefined || path === undefined ? { path: text } : { host, path };
}

function proxyOf(text: string): Network {
  const network = parseNetwork(text);
  if (network !== undefined) return network;
  throw new ExpectedError(
    `--trusted-proxy ${text} is no network`,
    'write it like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32',
  );
}

/** A format as `--log-format` takes it. Throws an ExpectedError where it is none. */
export function formatOf(text: string): CompiledFormat {
  const format = compileFormat(text);
  if (!isMiss(format)) return format;
  const where = format.field === undefined ? '' : `${format.field}: `;
  throw new ExpectedError(
    `--log-format: ${where}${format.reason}`,
    'give a preset or the format string of the server’s configuration',
  );
}

async function spanOf(
  { from, to }: RawOptions,
  zone: string,
): Promise<Pick<Options, 'fromMs' | 'toMs'>> {
  const fromMs = (await timeOf('--from', from, zone)) ?? Number.NEGATIVE_INFINITY;
  const toMs = (await timeOf('--to', to, zone)) ?? Number.POSITIVE_INFINITY;
  if (fromMs <= toMs) return { fromMs, toMs };
  throw new ExpectedError(`--from ${from} is after --to ${to}`, 'give the earlier one first');
}

async function hintsOf({ at, alert }: RawOptions, zone: string): Promise<readonly Hint[]> {
  const timeMs = await timeOf('--at', at, zone);
  const typed = timeMs === undefined ? [] : [{ timeMs, source: '--at' }];
  if (alert === undefined) return typed;
  const { hintsOfAlerts } = await import('./alert/read-hints.ts');
  return [...typed, ...hintsOfAlerts(alert, zone)];
}

async function timeOf(
  option: string,
  text: string | undefined,
  zone: string,
): Promise<number | undefined> {
  if (text === undefined) return undefined;
  const { typedTime } = await import('./typed-time.ts');
  const timeMs = typedTime(text, zone);
  if (timeMs !== undefined) return timeMs;
  throw new ExpectedError(
    `${option} ${text} is no time`,
    'write it like 2026-11-21T02:33 or 2026-11-21T02:33:40+01:00',
  );
}

const DEFAULT_ZONE = 'UTC';

/** A zone as `--tz` takes it. Throws an ExpectedError where it is none. */
export function zoneOf(text: string | undefined): string {
  if (text === undefined) return DEFAULT_ZONE;
  if (isZone(text)) return text;
  throw new ExpectedError(`--tz ${text} is no time zone`, 'write it like Europe/Paris or +05:30');
}

function outputFormatOf(name: string | undefined, output: string | undefined): OutputFormat {
  const wanted = name ?? formatNamed(output);
  const known = outputFormats.find((format) => format === wanted);
  if (known !== undefined) return known;
  throw new ExpectedError(`--format ${wanted} is unknown`, `use ${outputFormats.join(', ')}`);
}

/** The format that a file's extension names. */
function formatNamed(output = ''): OutputFormat {
  if (output.endsWith('.json')) return 'json';
  return /\.html?$/.test(output) ? 'html' : 'markdown';
}

function topOf(text: string | undefined): number {
  const top = text === undefined ? DEFAULT_TOP : Number(text);
  if (Number.isInteger(top) && top >= 1 && top <= 20) return top;
  throw new ExpectedError(
    `--top ${text} is no number of culprits`,
    'give a whole number from 1 to 20',
  );
}

/** Nothing is drawn at random: a seed is taken, as of other tools, and changes nothing. */
function checkSeed(text: string | undefined): void {
  if (text === undefined || /^\d{1,15}$/.test(text)) return;
  throw new ExpectedError(`--seed ${text} is no seed`, 'give a whole number from 0 on');
}

/** More threads than this are of no use where not asked for: a server in trouble has other work. */
const MOST_DEFAULT_JOBS = 4;
const MOST_JOBS = 64;

function jobsOf(text: string | undefined): number {
  const jobs =
    text === undefined ? Math.min(MOST_DEFAULT_JOBS, availableParallelism()) : Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new ExpectedError(
    `--jobs ${text} is no number of threads`,
    `give a whole number from 1 to ${MOST_JOBS}`,
  );
}
