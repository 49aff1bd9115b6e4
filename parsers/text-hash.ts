const EVEN_FACTOR = 0x9e3779b1;
const ODD_FACTOR = 0x85ebca77;

/**
 * The hash of the text `bytes[start, end)`, whose bytes `view` holds: two polynomials over every other word of four bytes,
 * which do not wait for each other. The last one to three bytes are a word of their own.
 */
export function hashOf(view: DataView, start: number, end: number): number {
  const pairsEnd = start + ((end - start) & ~7);
  let even = 0;
  let odd = 0;
  let at = start;
  for (; at < pairsEnd; at += 8) {
    even = withEven(even, view.getInt32(at, true));
    odd = withOdd(odd, view.getInt32(at + 4, true));
  }
  if (end - at >= 4) {
    even = withEven(even, view.getInt32(at, true));
    at += 4;
  }
  return finished(even, withOdd(odd, tailWord(view, at, end)), end - start);
}

export function withEven(even: number, word: number): number {
  return (Math.imul(even, EVEN_FACTOR) + word) | 0;
}

export function withOdd(odd: number, word: number): number {
  return (Math.imul(odd, ODD_FACTOR) + word) | 0;
}

/** Lets every bit change many of those below and above it, with what MurmurHash3 ends in. */
export function finished(even: number, odd: number, length: number): number {
  const both = (Math.imul(even, ODD_FACTOR) ^ Math.imul(odd, EVEN_FACTOR)) + length;
  const half = Math.imul(both ^ (both >>> 16), 0x85ebca6b);
  const full = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return full ^ (full >>> 16);
}

/** The first `count` bytes of a word, none to three. */
export function headOf(word: number, count: number): number {
  return word & ((1 << (8 * count)) - 1);
}

/** The last none to three bytes of a text as a word. */
export function tailWord(view: DataView, at: number, end: number): number {
  if (at + 4 <= view.byteLength) return headOf(view.getInt32(at, true), end - at);
  let word = 0;
  for (let place = end - 1; place >= at; place--) word = (word << 8) | view.getUint8(place);
  return word;
}
