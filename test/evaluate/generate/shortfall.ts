/** Stretches are looked at from so many places in each. */
const PLACES = 4;
/** What is usual is taken from so many stretches on either side. */
const AROUND = 5;

/**
 * How often chance leaves as much of a hole as there is at `at`, a share of all stretches of `seconds`: `usual` are the
 * times of a page's lines on an ordinary day, `happened` those of the day in hand, both in order. With `isSurplus` it is
 * how often chance heaps up as many. One who asks knows the page, the moment and the length, as no reader of a log does.
 */
export function chanceOf(
  { usual, happened }: { readonly usual: Float64Array; readonly happened: Float64Array },
  { at, seconds, isSurplus }: { at: number; seconds: number; isSurplus: boolean },
  spanSeconds: number,
): number {
  const sign = isSurplus ? 1 : -1;
  const outstanding = (times: Float64Array, from: number): number => {
    const expected = expectedAt(usual, { from, seconds }, spanSeconds);
    return (sign * (countOf(times, from, from + seconds) - expected)) / Math.sqrt(expected + 1);
  };
  const own = outstanding(happened, at);
  let stretches = 0;
  let asMuch = 0;
  for (let from = 0; from + seconds <= spanSeconds; from += seconds / PLACES) {
    stretches += 1;
    if (outstanding(usual, from) >= own) asMuch += 1;
  }
  return stretches === 0 ? 1 : asMuch / stretches;
}

/** What as long a time has on average in the stretches around. */
function expectedAt(
  usual: Float64Array,
  { from, seconds }: { readonly from: number; readonly seconds: number },
  spanSeconds: number,
): number {
  const to = from + seconds;
  const begin = Math.max(0, from - AROUND * seconds);
  const end = Math.min(spanSeconds, to + AROUND * seconds);
  const lines = countOf(usual, begin, from) + countOf(usual, to, end);
  return (lines * seconds) / Math.max(1, from - begin + end - to);
}

function countOf(times: Float64Array, from: number, to: number): number {
  return placeOf(times, to) - placeOf(times, from);
}

/** The place of the first time that is not before. */
function placeOf(times: Float64Array, before: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < before) low = middle + 1;
    else high = middle;
  }
  return low;
}
