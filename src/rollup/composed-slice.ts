import type { Subject } from './dimension.ts';
import type { SliceView } from './slice-view.ts';
import type { SliceSummary } from './summary.ts';

/** Slices of which a set of requests is made: all of `plus` but those of `minus`. */
export interface SliceParts {
  readonly plus: readonly number[];
  readonly minus: readonly number[];
}

/** No slice has it: what is composed stands in no table. */
const COMPOSED_ID = -1;

/** The set of requests that other slices make together: those of `plus`, of which no two share any, but those of `minus`. */
export function composedSlice(
  subject: Subject,
  { plus, minus }: { readonly plus: readonly SliceView[]; readonly minus?: readonly SliceView[] },
): SliceView {
  const without = minus ?? [];
  const idsOf = (slices: readonly SliceView[]): readonly number[] => slices.map(({ id }) => id);
  return {
    id: COMPOSED_ID,
    parts: { plus: idsOf(plus), minus: idsOf(without) },
    dimensions: [],
    subject,
    summary: { ...summaryOf(plus, without), largestByBytes: [], longest: [] },
    isOther: false,
  };
}

const SUMS = [
  'requests',
  'bytesOut',
  'bytesIn',
  'workerMicroseconds',
  'heldByteMs',
  'aborts',
  'errors',
] as const satisfies readonly (keyof SliceSummary)[];

function summaryOf(plus: readonly SliceView[], minus: readonly SliceView[]): SliceSummary {
  const sum = (slices: readonly SliceView[], name: keyof SliceSummary): number =>
    slices.reduce((total, { summary }) => total + summary[name], 0);
  const entries = SUMS.map((name) => [name, sum(plus, name) - sum(minus, name)] as const);
  return Object.fromEntries(entries) as Record<keyof SliceSummary, number>;
}

/** What composed slices come to over a whole grid: each is made of many, and asked for again with every placebo. */
export class ComposedColumns {
  readonly #known = new WeakMap<SliceView, Map<string, Float64Array>>();

  /** The column of that name, which is made when it is asked for first. It is not to be written to. */
  of(slice: SliceView, name: string, make: () => Float64Array): Float64Array {
    const columns = this.#known.get(slice) ?? new Map<string, Float64Array>();
    this.#known.set(slice, columns);
    const known = columns.get(name) ?? make();
    columns.set(name, known);
    return known;
  }
}
