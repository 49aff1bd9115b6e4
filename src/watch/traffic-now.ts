import type { Tier } from '../incidents/tier.ts';

/** What the logs of one server say of its traffic, bucket by bucket up to now. */
export interface TrafficNow {
  readonly name: string;
  readonly requestsPerSecond: readonly number[];
  /** Undefined where no durations are known. */
  readonly inFlight: readonly number[] | undefined;
}

/** Buckets shown at most: the last ones. */
const MOST_BUCKETS = 600;

/** The traffic of the window's last part. The last bucket is left out, which is not full yet. */
export function trafficOf({ rollup, paths }: Tier): TrafficNow {
  const { widthMs } = rollup.grid;
  const last = (column: Float64Array): readonly number[] => [
    ...column.slice(-MOST_BUCKETS - 1, -1),
  ];
  return {
    name: paths.length === 1 ? (paths[0] ?? '') : `${paths.length} logs`,
    requestsPerSecond: last(rollup.total('requests')).map((count) => (count * 1000) / widthMs),
    inFlight: rollup.hasDurations ? last(rollup.total('in-flight')) : undefined,
  };
}
