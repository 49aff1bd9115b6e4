import { dimensions } from './dimension.ts';
import { NewKeyNames } from './key-names.ts';
import { Observation } from './observation.ts';
import type { Request } from './request.ts';
import { ABORTED, FAILED, NO_BYTES, NO_KEY, RequestBatch, TIMED } from './request-batch.ts';

const observed = new Observation();

/** A batch whose keys are made from the names of requests, as `appendRequest` does. */
export class NamedBatch extends RequestBatch {
  readonly newNames: readonly NewKeyNames[];

  constructor() {
    const names = dimensions.map(() => new NewKeyNames());
    super(names);
    this.newNames = names;
  }

  override clear(): void {
    super.clear();
    for (const names of this.newNames) names.clear();
  }
}

/** Adds a request at the end of a batch. `keyOf` gives the key of a name in the dimension at a place of `dimensions`. */
export function appendRequest(
  batch: RequestBatch,
  request: Request,
  keyOf: (place: number, name: string) => number,
): void {
  if (!observed.take(request)) {
    batch.outOfRange += 1;
    return;
  }
  if (batch.length === batch.capacity) batch.grow();
  const at = batch.length++;
  batch.startUs[at] = observed.startUs;
  batch.endUs[at] = observed.endUs;
  batch.bytesOut[at] = observed.sized === 1 ? observed.bytesOut : NO_BYTES;
  batch.bytesIn[at] = observed.received === 1 ? observed.bytesIn : NO_BYTES;
  batch.flags[at] = observed.timed * TIMED + observed.aborted * ABORTED + observed.failed * FAILED;
  batch.sources[at] = observed.source;
  batch.offsets[at] = observed.offset;
  for (let place = 0; place < dimensions.length; place++) {
    const dimension = dimensions[place];
    const name = dimension === undefined ? undefined : request.dimensions[dimension];
    const column = batch.keys[place];
    if (column !== undefined) column[at] = name === undefined ? NO_KEY : keyOf(place, name);
  }
}
