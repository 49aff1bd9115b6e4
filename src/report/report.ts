import type { CulpritKind } from '../analysis/culprit-kind.ts';
import type { Pattern } from '../analysis/culprit-pattern.ts';
import type { Verdict } from '../analysis/verdict.ts';
import type { LogStart } from '../ingest/log-start.ts';
import type { Cost } from '../rollup/cost.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { MergedFolder } from '../rollup/route-names.ts';
import type { NewNames } from '../rollup/subject-names.ts';
import type { IncidentChart } from './incident-chart.ts';

/** The report, `culprit/report@1` (design.md, section 4): plain data, times as ISO 8601 with offset. */
export interface Report {
  readonly schema: 'culprit/report@1';
  /** Absent where no command line made it. */
  readonly made?: Made;
  readonly verdict: Verdict;
  readonly inputs: {
    readonly logs: readonly LogInput[];
    readonly series: readonly SeriesInput[];
    /** Limits that options or configurations state; absent where none do. */
    readonly capacities?: readonly CapacityInput[];
    /** Absent where all are the defaults. */
    readonly options?: ReadingOptions;
  };
  readonly incidents: readonly Incident[];
  readonly timeline: readonly TimelineEntry[];
  readonly limits: readonly Limit[];
  /** Whether clients, users, addresses and values of queries were replaced by names. */
  readonly anonymized?: boolean;
}

/** How a report was made, so that it can be made again. */
export interface Made {
  /** Of culprit. */
  readonly version: string;
  /** What was typed behind `culprit`, without what only says where and how the report is written, and without passwords. */
  readonly arguments: readonly string[];
}

/** The options that decide what a line means: `culprit lines` reads with the same. */
export interface ReadingOptions {
  /** Zone of logs that write none: a name of the tz database or an offset. */
  readonly timeZone?: string;
  /** Whether the names of query parameters belong to routes. */
  readonly queryNames?: boolean;
  /** Networks, as CIDR. */
  readonly trustedProxies?: readonly string[];
}

export interface LogInput {
  readonly path: string;
  readonly node?: string;
  /** A preset's name, or `server:format string`; `--log-format` takes it back. */
  readonly format: string;
  /** The directive of a server's configuration that the format is read from; absent where it was given or detected. */
  readonly formatSource?: string;
  readonly lines: number;
  readonly parsed: number;
  /** Lines that no record came from, by reason. */
  readonly missed: Readonly<Record<string, number>>;
  readonly from?: string;
  readonly to?: string;
  readonly bytes: number;
  /** What the times of its lines were taken for, where that is not what its format says. */
  readonly stamps?: 'start' | 'end';
  /** How it goes on from the log that rotation has cut off before it; absent where nothing is before it. */
  readonly start?: LogStart;
}

export interface SeriesInput {
  readonly name: string;
  readonly node?: string;
  readonly role: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly stepSeconds: number;
  readonly points: number;
  /** A level that it cannot pass, in its unit: as stated in `capacities`, else as the metrics say. */
  readonly capacity?: number;
}

/** A limit that was stated: by the option, which goes first, or by a server's configuration. */
export interface CapacityInput {
  /** `workers`, `connections`, `memory` or `swap`. */
  readonly role: string;
  /** In bytes for memory and swap, else a count. */
  readonly value: number;
  readonly source: 'option' | 'configuration';
  /** The option or the directives as they stand. */
  readonly text: string;
  readonly node?: string;
  /** The names of the series that it bounds. */
  readonly series: readonly string[];
}

export interface Incident {
  readonly id: string;
  readonly host: string | null;
  readonly start: string;
  readonly end: string;
  /** The half-open span whose lines `culprit lines` prints: those of requests of which any part lies in it. */
  readonly window: { readonly from: string; readonly to: string };
  /** The logs that its culprits were found in: those of one server, where a proxy and its backend both log. */
  readonly logs: readonly string[];
  readonly onset: { readonly time: string; readonly uncertaintySeconds: number };
  readonly primary: {
    readonly series: string;
    readonly role: string;
    readonly unit: string;
    readonly baseline: number;
    readonly peak: number;
  };
  readonly ladder: readonly {
    readonly series: string;
    readonly role: string;
    readonly onset: string;
  }[];
  readonly verdict: Verdict;
  /** Ids of incidents that other hosts had at the same time; absent where there are none. */
  readonly linked?: readonly string[];
  readonly reasons: readonly Reason[];
  /**
   * What the `{…}` in routes of the culprits stands for: any name of these folders that is not kept. Absent where no
   * route was merged.
   */
  readonly mergedFolders?: readonly MergedFolder[];
  /** What `new` in a culprit's subject stands for: the names that the logs did not have before. Absent where no subject has it. */
  readonly newNames?: NewNames;
  /**
   * What the figures of the culprits and of all traffic come from: the lines themselves, exact, or sums over buckets of
   * time. Absent where there are no culprits.
   */
  readonly countedBy?: 'line' | 'bucket';
  /** All requests of the window, in the same logs. */
  readonly traffic?: Traffic;
  readonly culprits: readonly Culprit[];
  readonly victims: readonly { readonly subject: Subject; readonly text: string }[];
  readonly ruledOut: readonly { readonly subject: Subject; readonly text: string }[];
  /** What its picture shows; absent in reports of versions that had none. */
  readonly chart?: IncidentChart;
}

export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** What requests did in a window: how many were there, of which any part lies in it, and what came of them. */
export interface Traffic {
  readonly requests: number;
  /** Of those that ended in the window. */
  readonly bytes?: number;
  /** Time in flight inside it. */
  readonly workerSeconds?: number;
  /** Those that ended in it aborted, or with a server error; absent where there are none. */
  readonly aborts?: number;
  readonly errors?: number;
  /** Different clients; absent where they were not counted, or are very many. */
  readonly clients?: number;
}

/** With what the slice did in the window. */
export interface Culprit extends Traffic {
  readonly id: string;
  readonly rank: number;
  readonly verdict: 'culprit' | 'suspect';
  /** How likely it is right, 0 to 1: how often what was named by such evidence was right in cases with a known cause. */
  readonly score: number;
  /** What the factors among the evidence multiply to, 0 to 1: verdicts go by it. Absent in reports whose score it was. */
  readonly product?: number;
  readonly kind: CulpritKind;
  /** How it went about it, where that was recognised: several patterns share a kind. */
  readonly pattern?: Pattern;
  readonly cost: Cost;
  readonly subject: Subject;
  /** Other names of the same requests. */
  readonly aliases: readonly Subject[];
  /** Share of the series' excess that the slice accounts for, 0 to 1. */
  readonly explains: number;
  /**
   * Where several culprits are named: the part of how the series moved that is this one's beside the others, 0 to 1. The parts of all
   * (Shapley's, of R²) sum to what they explain together. Absent of a single one, and beyond the fifth.
   */
  readonly jointShare?: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly evidence: readonly Evidence[];
  readonly exemplars: readonly Exemplar[];
  readonly advice: readonly Advice[];
}

export interface Advice {
  readonly text: string;
  /** Where it is documented: an address, or nothing. */
  readonly source: string;
  /** Whether it ends the incident, or keeps it from coming back. Absent is now. */
  readonly when?: 'now' | 'later';
}

/**
 * A factor of the score, whose values multiply to it, or a fact about the slice: its name, its number, and the sentence
 * that a person reads. Facts stand behind the factors and the placebo.
 */
export interface Evidence {
  readonly factor: string;
  readonly value: number;
  readonly text: string;
}

/** A raw line of the slice, where it stands, and what it was read as. */
export interface Exemplar {
  readonly path: string;
  readonly offset: number;
  readonly line: string;
  /** When the request began; where that is not known, the time that was logged. */
  readonly start?: string;
  /** Absent where it is not known. */
  readonly durationSeconds?: number;
  /** Sent. */
  readonly bytes?: number;
  readonly client?: string;
}

export interface TimelineEntry {
  readonly time: string;
  readonly kind: string;
  readonly text: string;
  /** The incident or culprit it belongs to. */
  readonly ref?: string;
}

/** Something these inputs cannot tell, and what would have told it. */
export interface Limit {
  readonly code: string;
  readonly text: string;
  readonly remedy: string;
}
