import type { Miss } from '../contract.ts';

/**
 * The C compiler's layout of an RRD file: rrdtool writes its structs as they lie in memory.
 * https://github.com/oetiker/rrdtool-1.x/blob/master/src/rrd_format.h
 */
export interface RrdLayout {
  readonly littleEndian: boolean;
  /** Bytes of `unsigned long` and `long`. */
  readonly wordBytes: 4 | 8;
  /** Bytes of `time_t`: 8 beside words of 4 on newer 32-bit systems (musl, Debian's armhf) and on Windows. */
  readonly timeBytes: 4 | 8;
  /** Where the float cookie stands: 12 when doubles are aligned to 4 bytes, else 16. */
  readonly cookieAt: 12 | 16;
  /** Bytes of `stat_head_t`, of `rra_def_t`, and where in the latter the word `row_cnt` stands. */
  readonly headBytes: number;
  readonly archiveBytes: number;
  readonly rowCountAt: number;
  /** Where in `rra_def_t` the parameters begin. */
  readonly archiveParametersAt: number;
  /** Bytes of `live_head_t`; version 0001 has a bare `time_t` instead. */
  readonly liveHeadBytes: number;
}

/** The double that tells byte order and alignment. */
export const FLOAT_COOKIE = 8.642135e130;

/** `unival par[10]`, `scratch[10]`: eight bytes each in every layout. */
export const PARAMETER_BYTES = 8;
const PARAMETERS_BYTES = 10 * PARAMETER_BYTES;
/** `ds_def_t`: two names of 20 bytes, then parameters. */
export const SOURCE_PARAMETERS_AT = 40;
export const SOURCE_BYTES: number = SOURCE_PARAMETERS_AT + PARAMETERS_BYTES;
/** `pdp_prep_t`: 30 bytes of text padded to 32, then scratch. */
export const LAST_READING_BYTES = 30;
export const PRIMARY_STATE_BYTES: number = 32 + PARAMETERS_BYTES;
/** `cdp_prep_t`: scratch only. */
export const CONSOLIDATION_STATE_BYTES: number = PARAMETERS_BYTES;
/** Names are 20 bytes, ended by a zero byte. */
export const NAME_BYTES = 20;

type Shape = Omit<RrdLayout, 'littleEndian'>;

const shape64: Shape = {
  wordBytes: 8,
  timeBytes: 8,
  cookieAt: 16,
  headBytes: 128,
  archiveBytes: 120,
  rowCountAt: 24,
  archiveParametersAt: 40,
  liveHeadBytes: 16,
};

/** 32-bit with doubles aligned to 4 bytes: i386. */
const shape32Aligned4: Shape = {
  wordBytes: 4,
  timeBytes: 4,
  cookieAt: 12,
  headBytes: 112,
  archiveBytes: 108,
  rowCountAt: 20,
  archiveParametersAt: 28,
  liveHeadBytes: 8,
};

/** 32-bit with doubles aligned to 8 bytes: ARM, MIPS, PowerPC. */
const shape32Aligned8: Shape = {
  wordBytes: 4,
  timeBytes: 4,
  cookieAt: 16,
  headBytes: 120,
  archiveBytes: 112,
  rowCountAt: 20,
  archiveParametersAt: 32,
  liveHeadBytes: 8,
};

/** The same machines with a `time_t` of 64 bits. */
const shape32Aligned4Time64: Shape = { ...shape32Aligned4, timeBytes: 8, liveHeadBytes: 12 };
const shape32Aligned8Time64: Shape = { ...shape32Aligned8, timeBytes: 8, liveHeadBytes: 16 };

const shortestHead = shape32Aligned4.headBytes;

const unknownLayout: Miss = Object.freeze({
  reason: 'RRD file of an unknown machine: the float cookie is at none of its known places',
  field: 'float_cookie',
});

/**
 * The layouts that the float cookie's place and bytes leave open, the oldest first: they are alike up to
 * the last update, since nothing in the head tells the width of `time_t`. Needs the first 112 bytes.
 */
export function findLayouts(view: DataView): readonly RrdLayout[] | Miss {
  if (view.byteLength < shortestHead) return unknownLayout;
  for (const littleEndian of [true, false]) {
    const shapes = shapesOf(view, littleEndian);
    if (shapes.length > 0) return shapes.map((shape) => ({ ...shape, littleEndian }));
  }
  return unknownLayout;
}

function shapesOf(view: DataView, littleEndian: boolean): readonly Shape[] {
  if (view.getFloat64(12, littleEndian) === FLOAT_COOKIE) {
    return [shape32Aligned4, shape32Aligned4Time64];
  }
  if (view.getFloat64(16, littleEndian) !== FLOAT_COOKIE) return [];
  return hasWideWords(view, littleEndian) ? [shape64] : [shape32Aligned8, shape32Aligned8Time64];
}

/**
 * With the cookie at 16, bytes 24 to 31 are one 64-bit count of data sources, whose upper half is 0,
 * or the 32-bit counts of data sources and archives, neither of which is 0.
 */
function hasWideWords(view: DataView, littleEndian: boolean): boolean {
  return view.getUint32(littleEndian ? 28 : 24, littleEndian) === 0;
}
