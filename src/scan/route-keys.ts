import type { ScannedLines } from '../../parsers/scanned-lines.ts';
import { NOT_PLAIN, plainRouteEnd } from '../request/plain-route.ts';
import { joinedTarget, NO_REQUEST_ROUTE, type RequestNames } from '../request/request-names.ts';
import { MAX_KEY_LENGTH } from '../rollup/limits.ts';
import { NO_KEY } from '../rollup/request-batch.ts';
import { FieldKeys } from './field-keys.ts';
import type { LineRun } from './line-run.ts';
import type { TextNames } from './text-names.ts';

/** The keys of routes of records with one escaping. */
export class RouteKeys {
  readonly #names: TextNames;
  readonly #meaning: RequestNames;
  readonly #byTarget: FieldKeys;

  constructor(names: TextNames, meaning: RequestNames) {
    this.#names = names;
    this.#meaning = meaning;
    const keyOf = (target: string): number => names.keyOf(meaning.route(target));
    this.#byTarget = new FieldKeys('target', keyOf, (bytes, view, start, end) =>
      this.#plainKey(bytes, view, start, end),
    );
  }

  get fields(): readonly FieldKeys[] {
    return [this.#byTarget];
  }

  /** Puts the keys of the routes of a run of lines into a column from `row` on. */
  fill(column: Int32Array, row: number, run: LineRun): void {
    this.#byTarget.fill(column, row, run);
    for (let line = run.from; line < run.to; line++) {
      const at = row + line - run.from;
      if (column[at] === NO_KEY) column[at] = this.#rareKey(run.lines, line);
    }
  }

  /** The key of a target that begins with its route; `NO_KEY` where its route has to be made. */
  #plainKey(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    if (!this.#meaning.hasPlainRoutes) return NO_KEY;
    const routeEnd = plainRouteEnd(bytes, start, end);
    const isPlain = routeEnd !== NOT_PLAIN && routeEnd - start <= MAX_KEY_LENGTH;
    return isPlain ? this.#names.keyOfBytes(view, start, routeEnd) : NO_KEY;
  }

  /** Of a line without a target. */
  #rareKey(lines: ScannedLines, line: number): number {
    const target = joinedTarget({ text: (field) => lines.text(field, line) });
    return this.#names.keyOf(target === undefined ? NO_REQUEST_ROUTE : this.#meaning.route(target));
  }
}
