import type { FileIdentity } from '../ingest/file-identity.ts';
import type { InputFile } from '../ingest/inputs.ts';
import { KeptLines } from '../ingest/kept-lines.ts';
import { type LogFacts, refuseUnread } from '../ingest/log-facts.ts';
import { type LogStart, OWN_START } from '../ingest/log-start.ts';
import { type ReadLog, readLog, refusalOf, type SkippedFile } from '../ingest/read-logs.ts';
import type { Io } from '../io.ts';
import { LineRanges } from '../rollup/line-ranges.ts';
import { Rollup } from '../rollup/rollup.ts';
import { readsByItself } from './log-head.ts';
import type { PlanSettings } from './plan-logs.ts';
import type { PlacedLog, PlannedLog } from './planned-log.ts';
import { readStream, type StreamedLog } from './read-stream.ts';
import type { SegmentPool } from './segment-pool.ts';
import type { RequestSettings } from './segment-reader.ts';
import { WholeLog } from './whole-log.ts';

/** A log that was rolled up. */
export interface RolledLog extends ReadLog {
  /** Lines of a pipe, which cannot be read again. */
  readonly kept: KeptLines | undefined;
  /** Which file it was before it was read; undefined of a pipe. */
  readonly identity: FileIdentity | undefined;
  readonly start: LogStart;
}

/** The requests of the logs of one server on one host. */
export interface LogTier {
  readonly host: string | undefined;
  readonly logs: readonly RolledLog[];
  readonly rollup: Rollup;
}

/** What came of a log: all is well, it is to be read in another way, or it is no log though its first lines are. */
export type Outcome =
  | { readonly rolled: RolledLog }
  | { readonly revised: PlannedLog }
  | { readonly refused: SkippedFile };

export interface TierSettings extends PlanSettings {
  readonly requests: RequestSettings;
  readonly pool: SegmentPool;
  readonly io: Io;
  readonly onProgress?: ((file: InputFile, facts: LogFacts) => void) | undefined;
}

/** A log that was read as a whole, with a rollup of its own. */
interface ReadWhole {
  readonly log: RolledLog;
  readonly rollup: Rollup;
  readonly lineRanges: LineRanges;
}

/** What came of all logs. */
export interface ReadTiers {
  readonly outcomes: readonly Outcome[];
  /** Right where all logs are well, and so is what follows. */
  readonly tiers: readonly LogTier[];
  /** Where the lines of which times stand. */
  readonly lineRanges: LineRanges;
}

/** Reads logs tier by tier: those that have segments as one stream, then the others. */
export class TierReader {
  readonly #settings: TierSettings;
  /** Pipes by place, which can be read once only: they come first, and so keep their places. */
  readonly #pipes = new Map<number, ReadWhole>();

  constructor(settings: TierSettings) {
    this.#settings = settings;
  }

  async read(logs: readonly PlacedLog[]): Promise<ReadTiers> {
    for (const log of logs.filter(({ file }) => file.isPipe)) await this.#readPipe(log);
    const outcomes: Outcome[] = [];
    const tiers: LogTier[] = [];
    const lineRanges = new LineRanges();
    for (const members of this.#byTier(logs)) {
      const rolled: RolledLog[] = [];
      const take = ({ source }: PlacedLog, outcome: Outcome): void => {
        outcomes[source] = outcome;
        if ('rolled' in outcome) rolled.push(outcome.rolled);
      };
      const rollup = await this.#readTier(members, { lineRanges, take });
      tiers.push({ host: members[0]?.host, logs: rolled, rollup });
    }
    return { outcomes, tiers, lineRanges };
  }

  /** Logs of one server are of one tier, those of a proxy and its backend of two, whatever their formats. */
  #byTier(logs: readonly PlacedLog[]): readonly (readonly PlacedLog[])[] {
    const tiers = new Map<string, PlacedLog[]>();
    const inFront = new Set(logs.filter((log) => !log.isBehindProxy).map(({ set }) => set));
    for (const log of logs) {
      const facts = log.head ?? this.#pipes.get(log.source)?.log.facts;
      // A night of probes alone does not put one file of a rotated log behind the others.
      const isInFront = inFront.has(log.set);
      const key = JSON.stringify([log.host, facts?.format?.room.name, isInFront]);
      const members = tiers.get(key) ?? [];
      tiers.set(key, members);
      members.push(log);
    }
    return [...tiers.values()];
  }

  async #readTier(
    logs: readonly PlacedLog[],
    {
      lineRanges,
      take,
    }: {
      readonly lineRanges: LineRanges;
      readonly take: (log: PlacedLog, outcome: Outcome) => void;
    },
  ): Promise<Rollup> {
    let rollup = new Rollup(this.#settings.requests.limits);
    const cut = logs.filter(({ hasSegments }) => hasSegments);
    const { pool, onProgress } = this.#settings;
    const streamed = await readStream(cut, {
      pool,
      rollup,
      lineRanges,
      onProgress: ({ log, facts }) => onProgress?.(log.file, facts),
    });
    for (const one of streamed) take(one.log, outcomeOf(one));
    let isEmpty = cut.length === 0;
    for (const log of logs.filter(({ hasSegments }) => !hasSegments)) {
      const whole = this.#pipes.get(log.source) ?? (await this.#readWhole(log));
      if (typeof whole === 'string') {
        take(log, { refused: { path: log.file.path, reason: whole } });
        continue;
      }
      take(log, { rolled: whole.log });
      lineRanges.merge(whole.lineRanges);
      // A copy would take its time and memory again.
      if (isEmpty) rollup = whole.rollup;
      else rollup.merge(whole.rollup);
      isEmpty = false;
    }
    return rollup;
  }

  async #readPipe(log: PlacedLog): Promise<void> {
    if (this.#pipes.has(log.source)) return;
    const whole = await this.#readWhole(log);
    // A pipe was named: where it is no log, that was thrown.
    if (typeof whole !== 'string') this.#pipes.set(log.source, whole);
  }

  async #readWhole({
    file,
    host,
    identity,
    source,
    stamps,
  }: PlacedLog): Promise<ReadWhole | string> {
    const { format, zone, configuredFor, requests, io, onProgress } = this.#settings;
    let whole: WholeLog | undefined;
    const facts = await readLog(
      { file, host, source, modifiedMs: identity?.modifiedMs },
      {
        format,
        zone,
        ...(configuredFor === undefined ? {} : { configuredFor }),
        io,
        onProgress,
        ...(stamps === undefined ? {} : { stamps }),
        sinkFor: () => {
          whole = new WholeLog(requests, file.isPipe ? new KeptLines() : undefined);
          return whole.sinkFor(source);
        },
        blocksFor: (_, reader) => {
          if (whole === undefined) throw new Error('a log is read, and nobody takes its requests');
          return whole.blocksFor(source, reader);
        },
        onSegment: () => whole?.endSegment(),
      },
    );
    if (typeof facts === 'string') return facts;
    if (whole === undefined) throw new Error('a log was read, and nobody took its requests');
    whole.endSegment();
    const { rollup, lineRanges, kept } = whole;
    const { path, isPipe } = file;
    const log = { path, host, isPipe, facts, kept, identity, start: OWN_START };
    return { log, rollup, lineRanges };
  }
}

function outcomeOf({ log, facts, start, isUnfit, refusal }: StreamedLog): Outcome {
  const { file, host, identity, name, stamps } = log;
  const { path } = file;
  if (refusal !== undefined) return { refused: { path, reason: refusal } };
  if (isUnfit || !readsByItself(facts)) return { revised: { ...log, hasSegments: false } };
  const doubt = facts.times.stampDoubt;
  if (stamps === undefined && doubt?.isCertain) {
    return { revised: { ...log, stamps: doubt.found } };
  }
  try {
    refuseUnread(name, facts);
  } catch (error) {
    return { refused: { path, reason: refusalOf(file, error) } };
  }
  return { rolled: { path, host, isPipe: false, facts, kept: undefined, identity, start } };
}
