import type { CulpritKind } from '../analysis/culprit-kind.ts';
import type { Verdict } from '../analysis/verdict.ts';
import type { Cost } from '../rollup/cost.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { MergedFolder } from '../rollup/route-names.ts';

/** The report, `culprit/report@1` (design.md, section 4): plain data, times as ISO 8601 with offset. */
export interface Report {
  readonly schema: 'culprit/report@1';
  readonly verdict: Verdict;
  readonly inputs: {
    readonly logs: readonly LogInput[];
    readonly series: readonly SeriesInput[];
    /** Absent where all are the defaults. */
    readonly options?: ReadingOptions;
  };
  readonly incidents: readonly Incident[];
  readonly timeline: readonly TimelineEntry[];
  readonly limits: readonly Limit[];
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
  readonly lines: number;
  readonly parsed: number;
  /** Lines that no record came from, by reason. */
  readonly missed: Readonly<Record<string, number>>;
  readonly from?: string;
  readonly to?: string;
  readonly bytes: number;
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
  readonly reasons: readonly Reason[];
  /**
   * What the `{…}` in routes of the culprits stands for: any name of these folders that is not kept. Absent where no
   * route was merged.
   */
  readonly mergedFolders?: readonly MergedFolder[];
  readonly culprits: readonly Culprit[];
  readonly victims: readonly { readonly subject: Subject; readonly text: string }[];
  readonly ruledOut: readonly { readonly subject: Subject; readonly text: string }[];
}

export interface Reason {
  readonly code: string;
  readonly text: string;
}

export interface Culprit {
  readonly id: string;
  readonly rank: number;
  readonly verdict: 'culprit' | 'suspect';
  /** 0 to 1. */
  readonly score: number;
  readonly kind: CulpritKind;
  readonly cost: Cost;
  readonly subject: Subject;
  /** Other names of the same requests. */
  readonly aliases: readonly Subject[];
  /** Requests of the slice in the window; bytes of those that ended in it; their worker-seconds inside it. */
  readonly requests: number;
  readonly bytes?: number;
  readonly workerSeconds?: number;
  /** Share of the series' excess that the slice accounts for, 0 to 1. */
  readonly explains: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly evidence: readonly Evidence[];
  readonly exemplars: readonly Exemplar[];
  readonly advice: readonly { readonly text: string; readonly source: string }[];
}

/** One factor of the score: its name, its number, and the sentence that a person reads. */
export interface Evidence {
  readonly factor: string;
  readonly value: number;
  readonly text: string;
}

/** A raw line of the slice and where it stands. */
export interface Exemplar {
  readonly path: string;
  readonly offset: number;
  readonly line: string;
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
