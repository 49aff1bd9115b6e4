/**
 * What a request spends (design.md, section 1). Units in the rollup: requests, aborts and errors are
 * counts; bytes are bytes; `in-flight` is worker-microseconds and `held-bytes` byte-milliseconds per
 * bucket, so that sums stay whole numbers and merging is exact; readers get means per bucket.
 */
export const costs = [
  'requests',
  'bytes-out',
  'bytes-in',
  'in-flight',
  'held-bytes',
  'aborts',
  'errors',
] as const;

export type Cost = (typeof costs)[number];
