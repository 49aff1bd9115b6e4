import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readLogs } from '../../src/ingest/read-logs.ts';
import type { ControlKind, LabelledCase, TrueLines, Weighing } from './labelled-case.ts';
import { inflated, linesOf, offsetsOf } from './log-lines.ts';
import { silentIo } from './silent-io.ts';

/** `truth.json` of a capture; its times carry their offset. */
interface CaptureTruth {
  readonly incident: boolean;
  readonly window: { readonly start: string; readonly end: string } | null;
  readonly phases?: { readonly start: string; readonly end: string };
  readonly culprits: readonly {
    readonly kind: string;
    /** A regular expression over the lines of its logs; null where they are part of another culprit's. */
    readonly logRegex: string | null;
    /** Whether the same lines are innocent outside the window: a page that is asked for as ever, and has become slow. */
    readonly inWindow?: boolean;
  }[];
}

/** Folders of series in a capture, with the step that they are sampled at, seconds. */
const sources: readonly { readonly source: string; readonly stepSeconds: number }[] = [
  { source: 'prometheus', stepSeconds: 5 },
  { source: 'munin', stepSeconds: 15 },
];

/** What weighs in a comparison of slices; requests are counted where nothing is said. */
const weighings: Readonly<Record<string, Weighing>> = { 'oversized-response': 'bytes' };

const SECONDS_UNKNOWN = 360;

/**
 * The captures of real servers in `<folder>/real`, by name, each once with Prometheus' and once with Munin's series, as far as it has them: all its logs
 * are given, and what is judged are those that the report found the culprit in.
 */
export async function captures(folder: string): Promise<readonly LabelledCase[]> {
  const real = join(folder, 'real');
  if (!existsSync(real)) return [];
  const names = (await readdir(real)).filter((name) => existsSync(join(real, name, 'truth.json')));
  const cases: LabelledCase[] = [];
  for (const name of names.sort()) cases.push(...(await captureCases(real, name)));
  return cases;
}

async function captureCases(real: string, name: string): Promise<readonly LabelledCase[]> {
  const folder = join(real, name);
  const truth = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as CaptureTruth;
  const { window, phases } = truth;
  const culprits = truth.culprits.flatMap(({ kind, logRegex, inWindow = false }, at) => {
    if (logRegex === null) return [];
    const span = inWindow && window !== null ? window : undefined;
    return [{ id: at + 1, kind, lines: new RegExp(logRegex), span }];
  });
  const windows =
    window === null
      ? []
      : [
          {
            host: undefined,
            startMs: Date.parse(window.start),
            endMs: Date.parse(window.end),
            culprits: culprits.map(({ id }) => id),
          },
        ];
  const measured = sources.filter(({ source }) => existsSync(join(folder, 'metrics', source)));
  return measured.map(({ source, stepSeconds }) => ({
    name: `${name}, ${source}`,
    family: name,
    origin: 'captured',
    format: 'capture',
    source,
    stepSeconds,
    logs: [{ host: undefined, path: join(folder, 'logs') }],
    metrics: join(folder, 'metrics', source),
    spanSeconds:
      phases === undefined
        ? SECONDS_UNKNOWN
        : (Date.parse(phases.end) - Date.parse(phases.start)) / 1000,
    control: controlOf(truth),
    windows,
    culprits: culprits.map(({ id, kind }) => ({ id, weighings: [weighings[kind] ?? 'count'] })),
    linesOf: (path: string) => trueLines(path, culprits),
  }));
}

function controlOf({ incident, culprits }: CaptureTruth): ControlKind | undefined {
  if (culprits.length > 0) return undefined;
  return incident ? 'other-cause' : 'quiet';
}

/** The lines of a culprit in a capture. */
interface GuiltyLines {
  readonly id: number;
  readonly lines: RegExp;
  /** Only those that ended in it; all where it is undefined. */
  readonly span: CaptureTruth['window'] | undefined;
}

function isWithin(span: GuiltyLines['span'], timeMs = Number.NaN): boolean {
  if (span === undefined || span === null) return true;
  return timeMs >= Date.parse(span.start) && timeMs <= Date.parse(span.end);
}

/** No row tells these lines' times: they are read as culprit reads them, who takes nothing but the times and bytes from it. */
async function trueLines(path: string, culprits: readonly GuiltyLines[]): Promise<TrueLines> {
  const bytes = await inflated(path);
  const texts = linesOf(bytes);
  const lineAt = new Map(offsetsOf(bytes).map((offset, line) => [offset, line]));
  const nowhere = (): Float64Array => new Float64Array(texts.length).fill(Number.NaN);
  const [startMs, endMs] = [nowhere(), nowhere()];
  const sent = new Float64Array(texts.length);
  await readLogs([{ path }], {
    format: undefined,
    zone: 'UTC',
    start: undefined,
    io: silentIo(),
    sinkFor: () => (record, times, offset) => {
      const line = lineAt.get(offset);
      if (line === undefined) throw new Error(`${basename(path)} has no line at ${offset}`);
      startMs[line] = times.startMs;
      endMs[line] = times.endMs;
      sent[line] = record.number('bytesOut') ?? record.number('bodyBytes') ?? 0;
    },
  });
  const owner = (text: string, line: number): number =>
    culprits.find(({ lines, span }) => lines.test(text) && isWithin(span, endMs[line]))?.id ?? 0;
  return { texts, startMs, endMs, bytes: sent, culprits: Int32Array.from(texts, owner) };
}
