import type { Analysis } from '../analysis/analyse.ts';
import type { Made, ReadingOptions } from '../report/report.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { SecondLook } from '../second-look/looked.ts';
import type { FileNote } from '../series/input.ts';
import type { Series } from '../series/series.ts';
import type { AppliedCapacity } from '../series/stated-capacity.ts';
import type { LineLookup } from './line-lookup.ts';
import type { LogSummary } from './log-summary.ts';

/** What a report is made of. */
export interface ReportParts {
  readonly analysis: Analysis;
  readonly logs: readonly LogSummary[];
  /** Options that decide what a line means; undefined for defaults. */
  readonly options: ReadingOptions | undefined;
  /** How the report can be made again; absent where nobody typed it. */
  readonly made?: Made;
  readonly series: readonly Series[];
  /** Limits that were stated, and the series that they bound. */
  readonly capacities: readonly AppliedCapacity[];
  /** Configurations of servers, with what was odd in them. */
  readonly configs: readonly {
    readonly path: string;
    readonly server: string;
    readonly notes: readonly string[];
  }[];
  /** Files of named folders that were not read, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** What metric files say of themselves. */
  readonly notes: readonly FileNote[];
  /** Raw lines of the culprits' largest requests, as far as they could be read again. */
  readonly lines: LineLookup;
  /** What was counted line by line; absent where the lines were not looked at again. */
  readonly secondLook?: SecondLook;
  /** The span that was asked for; absent for all time. */
  readonly within?: TimeSpan;
  /** The offset of the report's times, minutes east of UTC: the log's own. */
  readonly offsetMinutes: number;
}
