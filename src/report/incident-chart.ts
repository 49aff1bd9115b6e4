import type { Cost } from '../rollup/cost.ts';

/**
 * What a picture of an incident shows: the resource and what the culprits did, as columns over one clock. Point `i` is
 * of the `stepSeconds` that begin at `from + i * stepSeconds`. Every column has `points` values, null where nothing is
 * known; all values carry four digits.
 */
export interface IncidentChart {
  readonly from: string;
  readonly stepSeconds: number;
  /** At most `MOST_CHART_POINTS`. */
  readonly points: number;
  /** The primary series, then others of the ladder by onset; at most `MOST_CHART_SERIES`. */
  readonly series: readonly ChartSeries[];
  /** Of each culprit, by rank. */
  readonly activities: readonly ChartActivity[];
}

/** One resource, in its unit; of things that have a name by that: `workers` where the series says 1. */
export interface ChartSeries {
  readonly series: string;
  readonly role: string;
  readonly unit: string;
  /** Its level before it left it. */
  readonly baseline: number;
  /** A level that it cannot pass; absent where none is known. */
  readonly limit?: number;
  /** The worst sample of each point: the highest, the lowest where low is bad. */
  readonly values: readonly (number | null)[];
}

/** The cost that tells a culprit, over time: means over each point. */
export interface ChartActivity {
  /** The culprit's id. */
  readonly culprit: string;
  readonly cost: Cost;
  /** `bytes/s` or `1/s` of flows, `bytes` or `requests` of levels. */
  readonly unit: string;
  readonly values: readonly (number | null)[];
  /** The same of all traffic. */
  readonly allTraffic: readonly (number | null)[];
}
