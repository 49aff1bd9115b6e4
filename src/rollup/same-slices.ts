import { FOLDED } from './batch-keys.ts';
import { groupingAt, groupings } from './grouping.ts';
import type { RolledBatch } from './rolled-batch.ts';
import type { Store } from './store.ts';

/** The slices of a store that have the names of a batch's slices, in their order; made where they are missing. */
export function slicesNamedInBatch(
  store: Store,
  { names, groupings: places, firsts, seconds }: RolledBatch,
): Int32Array {
  const { keys } = store.slices;
  const here = new Int32Array(places.length);
  const known = names.map((ofDimension) => new Int32Array(ofDimension.length));
  const keyOf = (dimension: number, name: number): number => {
    const ofDimension = known[dimension];
    const key = (ofDimension?.[name] ?? 0) - 1;
    if (ofDimension === undefined || key >= 0) return key;
    const found = keys.id(dimension, names[dimension]?.[name] ?? '');
    ofDimension[name] = found + 1;
    return found;
  };
  for (let slice = 0; slice < here.length; slice++) {
    const place = places[slice] ?? 0;
    const first = firsts[slice] ?? FOLDED;
    const second = seconds[slice] ?? FOLDED;
    const grouping = groupingAt(place);
    if (first === FOLDED) here[slice] = store.other(place);
    else if (second === FOLDED) here[slice] = store.slice(place, keyOf(grouping.first, first));
    else {
      const [one, two] = [keyOf(grouping.first, first), keyOf(grouping.second, second)];
      here[slice] = store.slice(place, one, two);
    }
  }
  return here;
}

/** The slices of a store that have the names of those in another, by their numbers there; -1 where none is under one. */
export function slicesNamedInStore(store: Store, from: Store): Int32Array {
  const here = new Int32Array(from.slices.end).fill(-1);
  groupings.forEach((_, place) => {
    for (const slice of from.slices.members(place)) here[slice] = counterpart(store, from, slice);
  });
  return here;
}

function counterpart(store: Store, from: Store, slice: number): number {
  const grouping = from.slices.groupingOf(slice);
  if (from.slices.isOther(slice)) return store.other(grouping);
  const { first, second } = groupingAt(grouping);
  const [firstKey = -1, secondKey = -1] = from.slices.keysOf(slice);
  const { keys } = store.slices;
  return store.slice(
    grouping,
    keys.id(first, from.slices.keys.text(firstKey)),
    second < 0 ? undefined : keys.id(second, from.slices.keys.text(secondKey)),
  );
}
