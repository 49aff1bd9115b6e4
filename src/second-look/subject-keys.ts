import { dimensions, type Subject, type SubjectDimension } from '../rollup/dimension.ts';
import type { KeyNames } from '../rollup/key-names.ts';
import { NO_KEY, type RequestBatch } from '../rollup/request-batch.ts';
import { isCalled, namedIn, tellingDimension } from '../rollup/subject-match.ts';
import type { SubjectNames } from '../rollup/subject-names.ts';

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** One dimension of a subject in a batch: which keys are called as the subject says. */
interface Column {
  readonly dimension: SubjectDimension;
  readonly wanted: string;
  readonly keys: Int32Array;
  readonly names: KeyNames;
  /** By key. */
  readonly answers: Uint8Array;
  /** Of a request without a name there. */
  readonly ofNone: boolean;
}

/** Tells the requests of a batch that are a subject's: names are compared once for each key. */
export class SubjectKeys {
  readonly #batch: readonly Column[];
  readonly #names: SubjectNames;

  constructor(batch: RequestBatch, subject: Subject, names: SubjectNames) {
    this.#names = names;
    this.#batch = namedIn(subject).flatMap(([dimension, wanted]) => {
      const place = dimensions.indexOf(tellingDimension(dimension, wanted));
      const keys = batch.keys[place];
      const ofKeys = batch.names[place];
      if (keys === undefined || ofKeys === undefined) return [];
      const ofNone = isCalled(dimension, undefined, wanted, names);
      const answers = new Uint8Array(ofKeys.size);
      return [{ dimension, wanted, keys, names: ofKeys, answers, ofNone }];
    });
  }

  has(at: number): boolean {
    for (const column of this.#batch) {
      const key = column.keys[at] ?? NO_KEY;
      if (!(key === NO_KEY ? column.ofNone : this.#isWanted(column, key))) return false;
    }
    return true;
  }

  #isWanted({ dimension, wanted, names, answers }: Column, key: number): boolean {
    const known = answers[key] ?? UNKNOWN;
    if (known !== UNKNOWN) return known === YES;
    const is = isCalled(dimension, names.text(key), wanted, this.#names);
    answers[key] = is ? YES : NO;
    return is;
  }
}
