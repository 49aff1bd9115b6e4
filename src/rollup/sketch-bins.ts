/** The most that a value told of a bin is off from any value in it, as a share of that value. */
export const RELATIVE_ERROR = 0.01;

/** Above every value that has a bin: whole microseconds up to 2106, and 1 PiB, are well below it. */
const VALUES_END: number = 2 ** 53;

/**
 * Bins that a doubling of the value takes. With the logarithm below, the greatest value of a bin is at most
 * exp(7 / (10 * 35)) = 1.0202 times the smallest one, so that the value between them is within 1 % of both.
 */
const BINS_PER_DOUBLING = 35;

/**
 * The binary logarithm of 1 + x for x from 0 to 1, as DDSketch's cubic interpolation has it: near enough for bins, and
 * rising as evenly as a cubic can.
 * https://github.com/DataDog/sketches-java CubicallyInterpolatedMapping
 */
const CUBIC: number = 6 / 35;
const QUADRATIC: number = -3 / 5;
const LINEAR: number = 10 / 7;

/** `Math.clz32` reads 32 bits. */
const LARGE: number = 2 ** 31;
const LARGE_EXPONENT = 31;

/**
 * The bin of a whole number from 0 to 2^53 - 1: 0 for 0, and then the greater the number the greater the bin. Masson, Rim and Lee,
 * "DDSketch", VLDB 2019 (https://arxiv.org/abs/1908.10693), with arithmetic that is alike on every machine.
 */
export function binOf(value: number): number {
  if (value < 1) return 0;
  const isLarge = value >= LARGE;
  const scaled = isLarge ? value / LARGE : value;
  const exponent = LARGE_EXPONENT - Math.clz32(scaled);
  const x = scaled / (1 << exponent) - 1;
  const log = ((CUBIC * x + QUADRATIC) * x + LINEAR) * x + exponent;
  return 1 + Math.floor((isLarge ? log + LARGE_EXPONENT : log) * BINS_PER_DOUBLING);
}

/** Every bin is below this. */
export const BINS: number = binOf(VALUES_END - 1) + 1;

/**
 * The value that stands for bins `from` to `to`: as far, in shares of the value, from the smallest number in them as from the
 * greatest one. Exact where they hold a single whole number.
 */
export function valueBetween(from: number, to: number): number {
  const smallest = smallestIn(from);
  const greatest = smallestIn(to + 1) - 1;
  return smallest === 0 ? 0 : (2 * smallest * greatest) / (smallest + greatest);
}

/** The smallest whole number that lies in a bin or above it. */
function smallestIn(bin: number): number {
  let below = -1;
  let above = VALUES_END;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (binOf(middle) < bin) below = middle;
    else above = middle;
  }
  return above;
}

/** The bin that holds `bin` where 2^fold bins are one; that of 0 stays by itself. */
export function foldedBin(bin: number, fold: number): number {
  return (bin + (1 << fold) - 1) >> fold;
}

/** Folding so often leaves two bins: that of 0, and one of all else. */
export const MOST_FOLDS: number = Math.ceil(Math.log2(BINS));
