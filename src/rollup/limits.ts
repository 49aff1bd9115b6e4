/** What bounds the size of a rollup, whatever the length of the log. */
export interface RollupLimits {
  /** The finest rung of bucket widths (grid.ts): finer ones would tell nothing that is asked, and take their time. */
  readonly finestRung: number;
  /** Buckets between the first start and the last end; above it the grid gets coarser. */
  readonly maxBuckets: number;
  /** The same while buckets are shorter than a minute. */
  readonly fineBuckets: number;
  /** Cells, one for each slice in each bucket it is seen in; above it the grid gets coarser. */
  readonly maxCells: number;
  /** Cells of a single batch; above it the batch is rolled up in coarser buckets. */
  readonly maxBatchCells: number;
  /** Keys that a grouping keeps at once; above it the light ones are folded into OTHER. */
  readonly keyCap: number;
  /** Keys that survive the folding for each cost: the heaviest over the whole log. */
  readonly heavyKeys: number;
  /** Keys that survive beside them for each of six kinds of burst (heavy-keys.ts). */
  readonly burstKeys: number;
  /**
   * Slots of 4 bytes for how durations and sizes of routes are distributed; above it chunks of time get coarser, then bins. Of
   * each route 512 slots may be left in the end.
   */
  readonly maxSketchSlots: number;
  /**
   * Where a batch of more than `fewRequests` has more keys of a grouping than `batchKeys`, those with less than `leastShare`
   * of every cost in it are folded; a smaller batch, mostly a whole small log, may have `keyCap` of them.
   */
  readonly fewRequests: number;
  readonly batchKeys: number;
  readonly leastShare: number;
  /** Requests that are gathered before they are rolled up. */
  readonly maxBatch: number;
}

/**
 * A cell takes about 40 bytes (cell-run.ts), so cells stay below about 50 MB, and twice that while they are merged.
 * Survivors of a folding are at most 7 heavyKeys + 6 burstKeys = 1984 keys, and of the others at most half as merged
 * routes (folding.ts): below `keyCap`, so that folding is rare. A key that holds more than 1/257 of a cost is always
 * kept: 0.4 % makes a candidate (method.md 3.2).
 */
export const defaultLimits: RollupLimits = {
  finestRung: 0,
  maxBuckets: 8192,
  fineBuckets: 8192,
  maxCells: 1_000_000,
  maxBatchCells: 1_000_000,
  keyCap: 4096,
  heavyKeys: 256,
  burstKeys: 32,
  maxSketchSlots: 4_000_000,
  leastShare: 1 / 256,
  fewRequests: 32_768,
  batchKeys: 512,
  maxBatch: 262_144,
};

/**
 * For logs without a resource beside them: buckets of a minute (method.md 3.1), but 10 s up to an hour and a half and 30 s
 * up to four hours, of which a minute would leave too few to tell an incident from the time around it.
 */
export const limitsWithoutSeries: RollupLimits = {
  ...defaultLimits,
  finestRung: 2,
  fineBuckets: 512,
};

/** Characters of a key's text that are kept; longer ones are cut and end in an ellipsis. */
export const MAX_KEY_LENGTH = 1024;

/** Bytes of one request above which the number is taken as broken, and as absent: 1 PiB. */
export const MAX_REQUEST_BYTES: number = 2 ** 50;

/** The keys of a grouping that a batch of so many requests may have before light ones are folded. */
export function mostKeys(requests: number, limits: RollupLimits): number {
  return requests > limits.fewRequests ? limits.batchKeys : limits.keyCap;
}
