import { ABSENT, type BatchKeys, type BatchPairs, FOLDED } from './batch-keys.ts';
import type { BatchRows } from './batch-rows.ts';
import type { BatchShares } from './batch-shares.ts';
import { costs } from './cost.ts';
import type { Grouping } from './grouping.ts';
import { heavyOfLines } from './heavy-choice.ts';
import type { KeyNames } from './key-names.ts';
import { keyText } from './keys.ts';
import { foldedRouteNames } from './light-routes.ts';
import { mostKeys, type RollupLimits } from './limits.ts';
import type { RequestBatch } from './request-batch.ts';

/** The keys of a batch that one grouping keeps apart. */
export interface KeptKeys {
  /** How many; the requests' are numbered below that, FOLDED or ABSENT. */
  readonly count: number;
  /** How many keys were folded, and the most of each cost that one of them had. */
  readonly folded: number;
  readonly missing: Float64Array;
}

export interface KeptNames extends KeptKeys {
  readonly names: readonly string[];
}

/** The batch in hand and what bounds it. */
export interface BatchInHand {
  readonly batch: RequestBatch;
  readonly shares: BatchShares;
  readonly limits: RollupLimits;
}

const NOTHING = new Float64Array(costs.length);

/** Numbers the keys of a dimension in `column`; of too many the light ones are folded, routes into those of their folder. */
export function keepNames(
  { batch, shares, limits }: BatchInHand,
  {
    place,
    isRoute,
    keys,
    column,
  }: {
    readonly place: number;
    readonly isRoute: boolean;
    readonly keys: BatchKeys;
    readonly column: Int32Array;
  },
): KeptNames {
  const given = batch.keys[place];
  const names = batch.names[place];
  if (given === undefined || names === undefined) {
    column.fill(ABSENT);
    return { names: [], count: 0, folded: 0, missing: NOTHING };
  }
  const found = keys.number(given, batch.length, names.size, column);
  if (found.length <= mostKeys(batch.length, limits)) {
    const all = textsOf(names, found);
    return { names: all, count: all.length, folded: 0, missing: NOTHING };
  }
  const choice = heavyOfLines(shares, column, found.length, limits);
  const numbers = new Int32Array(found.length).fill(FOLDED);
  const heavy = placesOf(1, choice.isKept);
  const kept = textsOf(names, keysAt(found, heavy));
  for (let at = 0; at < heavy.length; at++) numbers[heavy[at] ?? 0] = at;
  if (isRoute) {
    const light = placesOf(0, choice.isKept);
    // What light routes cost tells which folders are theirs, where it is asked for.
    let sums: Float64Array | undefined;
    const costsOf = (number: number): Float64Array => {
      sums ??= shares.sumsOf(column, found.length);
      return sums.subarray(number * costs.length, (number + 1) * costs.length);
    };
    const requests = countsOf(column, batch.length, found.length);
    const routes = textsOf(names, keysAt(found, light));
    joinFolders({ light, routes, requests, costsOf, numbers, kept, room: limits.keyCap });
  }
  renumber(column, batch.length, numbers);
  const folded = found.length - choice.kept;
  return { names: kept, count: kept.length, folded, missing: choice.missing };
}

interface Joining {
  /** The numbers of light routes, and their names. */
  readonly light: Int32Array;
  readonly routes: readonly string[];
  /** By number how many requests it has. */
  readonly requests: Int32Array;
  /** By number what it came to, in the order of `costs`. */
  readonly costsOf: (number: number) => Float64Array;
  readonly numbers: Int32Array;
  readonly kept: string[];
  /** Names there may be. */
  readonly room: number;
}

/** Gives light routes the number of the merged route of their folder; the largest of those, as far as there is room. */
function joinFolders({ light, routes, requests, costsOf, numbers, kept, room }: Joining): void {
  const names = foldedRouteNames({ routes, costsOf: (place) => costsOf(light[place] ?? 0) });
  const counts = new Map<string, number>();
  for (const [place, name] of names.entries()) {
    if (name === undefined) continue;
    const count = requests[light[place] ?? 0] ?? 0;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const largest = [...counts].sort(([one, few], [other, many]) => {
    return many - few || (one < other ? -1 : 1);
  });
  const places = new Map<string, number>();
  for (const [name] of largest.slice(0, Math.max(0, room - kept.length))) {
    places.set(name, kept.push(name) - 1);
  }
  for (const [place, name] of names.entries()) {
    if (name !== undefined) numbers[light[place] ?? 0] = places.get(name) ?? FOLDED;
  }
}

/** The places of a flag. */
function placesOf(flag: 0 | 1, flags: Uint8Array): Int32Array {
  const places = new Int32Array(flags.length);
  let count = 0;
  for (let at = 0; at < flags.length; at++) if (flags[at] === flag) places[count++] = at;
  return places.subarray(0, count);
}

function keysAt(keys: Int32Array, places: Int32Array): Int32Array {
  const found = new Int32Array(places.length);
  for (let at = 0; at < places.length; at++) found[at] = keys[places[at] ?? 0] ?? 0;
  return found;
}

/** What keys are called. A loop: a function handed to `from` would be another for each batch, to be compiled anew. */
function textsOf(names: KeyNames, keys: Int32Array): string[] {
  const texts: string[] = [];
  for (let at = 0; at < keys.length; at++) texts.push(keyText(names.text(keys[at] ?? 0)));
  return texts;
}

/** How often each number, which is below `end`, is met; below 0 stands for none. */
function countsOf(column: Int32Array, length: number, end: number): Int32Array {
  const counts = new Int32Array(end);
  for (let i = 0; i < length; i++) {
    const number = column[i] ?? ABSENT;
    if (number >= 0) counts[number] = (counts[number] ?? 0) + 1;
  }
  return counts;
}

/** Numbers the pairs of two dimensions in `column`; of too many the light ones are folded. */
export function keepPairs(
  rows: BatchRows,
  { first, second, keepsBursts }: Grouping,
  {
    pairs,
    column,
    limits,
    requests,
  }: {
    readonly pairs: BatchPairs;
    readonly column: Int32Array;
    readonly limits: RollupLimits;
    /** Of the whole batch, whatever its rows. */
    readonly requests: number;
  },
): KeptKeys {
  const [firsts, seconds] = [rows.columns[first], rows.columns[second]];
  if (firsts === undefined || seconds === undefined)
    return { count: 0, folded: 0, missing: NOTHING };
  const count = pairs.number(firsts, seconds, rows.length, column);
  if (count <= mostKeys(requests, limits)) return { count, folded: 0, missing: NOTHING };
  const choice = rows.heavyOf(column, count, { limits, keepsBursts });
  const numbers = new Int32Array(count).fill(FOLDED);
  let kept = 0;
  for (let pair = 0; pair < count; pair++) {
    if (choice.isKept[pair] !== 1) continue;
    pairs.firsts[kept] = pairs.firsts[pair] ?? 0;
    pairs.seconds[kept] = pairs.seconds[pair] ?? 0;
    numbers[pair] = kept++;
  }
  renumber(column, rows.length, numbers);
  return { count: kept, folded: count - kept, missing: choice.missing };
}

function renumber(column: Int32Array, length: number, numbers: Int32Array): void {
  for (let i = 0; i < length; i++) {
    const number = column[i] ?? ABSENT;
    if (number >= 0) column[i] = numbers[number] ?? FOLDED;
  }
}
