import {
  type Candidate,
  type CompiledFormat,
  detect,
  type Fit,
  fitOf,
} from '../../parsers/index.ts';
import { ExpectedError } from '../errors.ts';
import { sameHost } from '../match-hosts.ts';
import { logsNamed } from './named-log.ts';
import type { ReadableLog, ReadConfig } from './read-server-config.ts';

/** A format that a configuration has for a log. */
export interface ConfiguredFormat {
  readonly format: CompiledFormat;
  /** The main file of the configuration. */
  readonly configPath: string;
  /** The directive that says it, and where; absent where the configuration's reader does not tell. */
  readonly directive?: string;
  /** How many of the logs that it could be are written with it. */
  readonly votes: number;
  /** Whether the log is one of the configuration's by its name. */
  readonly isNamed: boolean;
}

/** The directive that a format comes from, or the configuration's file, for people. */
export function sourceOf({ directive, configPath }: ConfiguredFormat): string {
  return directive ?? configPath;
}

interface LogOfConfig extends ReadableLog {
  readonly config: ReadConfig;
}

/**
 * The formats that configurations have for a log, those of most votes first: of the logs that it is by its name, and
 * where it is none of them, of all. The configuration of another host says nothing.
 */
export function configuredFormats(
  log: { readonly path: string; readonly host: string | undefined },
  configs: readonly ReadConfig[],
): readonly ConfiguredFormat[] {
  const all = configs
    .filter(({ host }) => host === undefined || log.host === undefined || sameHost(host, log.host))
    .flatMap((config) => config.logs.map((one): LogOfConfig => ({ ...one, config })));
  const named = logsNamed(log.path, all);
  const formats = new Map<string, ConfiguredFormat>();
  for (const { config, format, directive } of named.length > 0 ? named : all) {
    const known = formats.get(format.name);
    formats.set(format.name, {
      ...(known ?? {
        format,
        configPath: config.path,
        ...(directive === undefined ? {} : { directive }),
        isNamed: named.length > 0,
      }),
      votes: (known?.votes ?? 0) + 1,
    });
  }
  return [...formats.values()].sort((a, b) => b.votes - a.votes);
}

/** A configuration's format as it fits a log. */
export interface FittingFormat extends Fit {
  readonly configured: ConfiguredFormat;
}

/**
 * The format that fits a sample of a log's lines; undefined where none does. Where several fit, that of most votes,
 * then of most lines. Throws an ExpectedError that names the log where that leaves two. A log that the configurations
 * do not name may be another server's, as that of a proxy's backend: then what its lines tell goes first.
 */
export function fittingFormat(
  name: string,
  lines: readonly Uint8Array[],
  formats: readonly ConfiguredFormat[],
): FittingFormat | undefined {
  const detected = formats.some(({ isNamed }) => !isNamed) ? detect(lines).best : undefined;
  const fitting = formats
    .map((configured) => ({ configured, ...fitOf(configured.format, lines) }))
    .filter((one) => one.fits && !isOfAnother(one, detected))
    .sort((a, b) => b.configured.votes - a.configured.votes || b.parsed - a.parsed);
  const [best, next] = fitting;
  if (best === undefined || next === undefined) return best;
  if (best.configured.votes > next.configured.votes || best.parsed > next.parsed) return best;
  const choices = fitting.map(({ configured }) => sourceOf(configured));
  throw new ExpectedError(
    `${name} could be any of ${choices.join(', ')}`,
    'give its format with --log-format',
  );
}

function isOfAnother({ format, score }: Fit, detected: Candidate | undefined): boolean {
  return detected !== undefined && detected.room !== format.room && detected.score > score;
}
