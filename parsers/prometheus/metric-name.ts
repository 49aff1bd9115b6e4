const COLON = 0x3a;
const QUOTE = 0x22;

/** 1 for bytes that may begin a label's name without quotes, 2 for those that may only follow. */
const nameBytes = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z_]/.test(character)) return 1;
  return /\d/.test(character) ? 2 : 0;
});

/** The offset behind the label name at `at`; `at` itself where there is none. */
export function labelNameEnd(bytes: Uint8Array, at: number, end: number): number {
  if (nameBytes[bytes[at] ?? 0] !== 1) return at;
  let stop = at + 1;
  while (stop < end && (nameBytes[bytes[stop] ?? 0] ?? 0) > 0) stop++;
  return stop;
}

/** The offset behind the metric name at `at`, which may hold colons; `at` itself where there is none. */
export function metricNameEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || (bytes[at] !== COLON && nameBytes[bytes[at] ?? 0] !== 1)) return at;
  let stop = at + 1;
  while (stop < end && (bytes[stop] === COLON || (nameBytes[bytes[stop] ?? 0] ?? 0) > 0)) stop++;
  return stop;
}

export function isQuote(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === QUOTE;
}
