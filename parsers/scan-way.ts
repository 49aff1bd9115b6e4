/**
 * How a field of a block is scanned: as `ends` and `actions` say, with the commonest ways of both by themselves. RANGE and
 * QUOTED are texts of which the range is wanted, or nothing; CLIENT is a RANGE, most often an IPv4 address; OTHER is
 * everything else, read when the line's end is known. Each is a constant of its own, in a file that imports nothing: so
 * the bundle has the values where their names stand, and telling them apart takes no look into memory.
 */

export const NUMBER = 0;
export const RANGE = 1;
export const QUOTED = 2;
export const REQUEST = 3;
export const CLF = 4;
export const CLIENT = 5;
export const OTHER = 6;

export type ScanWay =
  | typeof NUMBER
  | typeof RANGE
  | typeof QUOTED
  | typeof REQUEST
  | typeof CLF
  | typeof CLIENT
  | typeof OTHER;
