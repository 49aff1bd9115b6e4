/** How a slice went about it, where that is known: beside its kind, which says what it did. */
export const patterns = [
  'slow-clients',
  'slow-downloads',
  'brute-force',
  'cache-busting',
  'upload-stream',
  'distributed-crawler',
  'one-client',
  'one-network',
  'flash-crowd',
] as const;
export type Pattern = (typeof patterns)[number];
