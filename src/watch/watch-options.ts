import { typedDuration } from '../duration-option.ts';
import { ExpectedError } from '../errors.ts';
import { arePiped } from '../ingest/inputs.ts';
import { type Options, resolveOptions, zoneOf } from '../options.ts';
import type { RawOptions } from '../raw-options.ts';

/** What was typed for `culprit watch`, as commander hands it over. */
export interface RawWatchOptions extends RawOptions {
  readonly window?: string;
  readonly since?: string;
  readonly json?: boolean;
  readonly state?: string;
  readonly onIncident?: string;
}

/** What a watch is to do: complete, checked, no side effects yet. */
export interface WatchOptions extends Options {
  readonly windowMs: number;
  /** How far to read back first: a length of time before now, or a time; undefined begins with what comes. */
  readonly since?: Since;
  readonly json: boolean;
  /** The file that survives a restart. */
  readonly state?: string;
  /** A command of the shell. */
  readonly onIncident?: string;
}

export type Since = { readonly agoMs: number } | { readonly atMs: number };

/** Six hours hold an incident and what was usual before it. */
export const DEFAULT_WINDOW_MS: number = 6 * 60 * 60 * 1000;
/** Shorter windows hold no baseline; longer ones than a month are no live view. */
const LEAST_WINDOW_MS: number = 10 * 60 * 1000;
const MOST_WINDOW_MS: number = 31 * 24 * 60 * 60 * 1000;

/** Checks what was typed. Throws an ExpectedError that names the option and what it takes. */
export async function resolveWatchOptions(
  logs: readonly string[],
  raw: RawWatchOptions,
  context: { readonly hasPipe: boolean },
): Promise<WatchOptions> {
  const options = await resolveOptions(logs, raw, context);
  refuseUseless(raw, options);
  const { since, state, onIncident, json = false } = raw;
  return {
    ...options,
    windowMs: windowOf(raw.window),
    ...(since === undefined ? {} : { since: await sinceOf(since, zoneOf(raw.tz)) }),
    json: json || (options.output === undefined && options.outputFormat === 'json'),
    ...(state === undefined ? {} : { state }),
    ...(onIncident === undefined ? {} : { onIncident }),
  };
}

/** Throws an ExpectedError for what would change nothing. */
function refuseUseless(
  { jobs, since }: RawWatchOptions,
  { inputs, output, outputFormat }: Options,
): void {
  if (jobs !== undefined) {
    throw new ExpectedError(
      '--jobs changes nothing in a watch, which reads lines as they come in one thread',
      'leave it out',
    );
  }
  if (since !== undefined && arePiped(inputs)) {
    throw new ExpectedError(
      '--since reads a log back, and a pipe has no past',
      'name the log, or let tail begin earlier: tail -n +1 -F',
    );
  }
  if (outputFormat === 'html' && output === undefined) {
    throw new ExpectedError(
      '--format html makes one page, and a watch prints one event behind another',
      'name a file for the page: -o report.html',
    );
  }
}

function windowOf(text: string | undefined): number {
  const ms = text === undefined ? DEFAULT_WINDOW_MS : typedDuration(text);
  if (ms !== undefined && ms >= LEAST_WINDOW_MS && ms <= MOST_WINDOW_MS) return ms;
  throw new ExpectedError(
    `--window ${text} is no length of time from 10 minutes to 31 days`,
    'write it like 90m, 6h or 2d',
  );
}

async function sinceOf(text: string, zone: string): Promise<Since> {
  const agoMs = typedDuration(text);
  if (agoMs !== undefined) return { agoMs };
  const { typedTime } = await import('../typed-time.ts');
  const atMs = typedTime(text, zone);
  if (atMs !== undefined) return { atMs };
  throw new ExpectedError(
    `--since ${text} is no length of time and no time`,
    'write it like 1h, or 2026-11-21T02:33',
  );
}
