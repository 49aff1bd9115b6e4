import type { LineParser } from '../../parsers/contract.ts';
import { isMiss } from '../../parsers/contract.ts';
import { AccessRecord } from '../../parsers/record.ts';
import type { TargetFacts } from '../detectors/slice-facts.ts';
import { LINE_FEED } from '../ingest/lines.ts';
import { joinedTarget } from '../request/request-names.ts';
import { ArgumentCount, type IsLarge } from './argument-count.ts';
import { type Counted, countLimits } from './count-limits.ts';
import type { LineBlock } from './line-blocks.ts';
import { PageCount } from './page-count.ts';

/** Characters of a target. */
const MAX_TARGET_CHARACTERS = 300;

/** A request as its line tells it, beside its target. */
export interface TargetOf {
  /** A number for the client, and its name; below 0 where there is none. */
  readonly client: number;
  readonly clientName: () => string;
  readonly status: string;
  /** Below 0 where it is not known. */
  readonly bytes: number;
  readonly isLarge: IsLarge;
}

interface Repeated {
  requests: number;
  readonly target: string;
  readonly client: string;
}

/** Bytes of the responses to one target with one status. */
interface Sizes {
  readonly all: number[];
  largest: number;
}

/** Reads the targets of requests out of their lines, and counts what they have in common. */
export class TargetCount {
  readonly #record = new AccessRecord();
  readonly #arguments = new ArgumentCount();
  readonly #ofRoute = new ArgumentCount();
  readonly #pages = new PageCount();
  readonly #repeated = new Map<string, Repeated>();
  readonly #sizes = new Map<string, Sizes>();
  readonly #limitsHit = new Set<Counted>();
  #read = 0;
  #readOthers = 0;

  /** Takes the request whose line begins at `offset`; one whose line is not in the block is passed over. */
  add(block: LineBlock, offset: number, parser: LineParser, request: TargetOf): void {
    if (this.#isFull(this.#read)) return;
    const target = this.#targetAt(block, offset, parser);
    if (target === undefined) return;
    this.#read += 1;
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    const query = queryOf(target);
    this.#arguments.add(query, request.isLarge);
    this.#ofRoute.add(query, request.isLarge);
    this.#pages.add(path, query);
    this.#repeat(target.slice(0, MAX_TARGET_CHARACTERS), request);
  }

  /** Takes a request of the same route that is not the slice's. */
  addOther(block: LineBlock, offset: number, parser: LineParser, isLarge: IsLarge): void {
    if (this.#isFull(this.#readOthers)) return;
    const target = this.#targetAt(block, offset, parser);
    if (target === undefined) return;
    this.#readOthers += 1;
    this.#ofRoute.add(queryOf(target), isLarge);
  }

  /** Undefined where no target was read. */
  facts(): TargetFacts | undefined {
    if (this.#read === 0) return undefined;
    const pages = this.#pages.facts();
    const [repeated] = [...this.#repeated.values()].sort(byRequests);
    return {
      read: this.#read,
      arguments: this.#arguments.facts(),
      ofRoute: {
        large: this.#ofRoute.large,
        small: this.#ofRoute.small,
        arguments: this.#ofRoute.facts(),
      },
      ...(pages === undefined ? {} : { pages }),
      ...(repeated === undefined ? {} : { repeated }),
      cut: [...this.#sizes.values()].reduce((sum, sizes) => sum + cutOf(sizes), 0),
    };
  }

  /** Bounds that were reached: what lies beyond them is not in the facts. */
  get limitsHit(): ReadonlySet<Counted> {
    const pages: readonly Counted[] = this.#pages.isFull ? ['repeats'] : [];
    const { limitsHit: own } = this.#arguments;
    return new Set([...this.#limitsHit, ...own, ...this.#ofRoute.limitsHit, ...pages]);
  }

  #isFull(read: number): boolean {
    if (read < countLimits.targets) return false;
    this.#limitsHit.add('targets');
    return true;
  }

  #targetAt(block: LineBlock, offset: number, parser: LineParser): string | undefined {
    const start = offset - block.offset;
    if (start < 0 || start >= block.bytes.length) return undefined;
    const lineFeed = block.bytes.indexOf(LINE_FEED, start);
    const end = lineFeed < 0 ? block.bytes.length : lineFeed;
    const missed = parser.parse(block.bytes, start, end, this.#record);
    if (missed !== undefined && isMiss(missed)) return undefined;
    return this.#record.text('target') ?? joinedTarget(this.#record);
  }

  #repeat(target: string, { client, clientName, status, bytes }: TargetOf): void {
    if (client >= 0) {
      const key = `${client} ${target}`;
      const known = this.#repeated.get(key);
      if (known !== undefined) known.requests += 1;
      else if (this.#repeated.size < countLimits.repeats) {
        this.#repeated.set(key, { requests: 1, target, client: clientName() });
      } else this.#limitsHit.add('repeats');
    }
    if (bytes < 0 || status !== '200') return;
    const sizes = this.#sizes.get(target);
    if (sizes !== undefined) {
      sizes.all.push(bytes);
      sizes.largest = Math.max(sizes.largest, bytes);
    } else if (this.#sizes.size < countLimits.repeats) {
      this.#sizes.set(target, { all: [bytes], largest: bytes });
    } else this.#limitsHit.add('repeats');
  }
}

function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}

function byRequests(a: Repeated, b: Repeated): number {
  if (a.requests !== b.requests) return b.requests - a.requests;
  const [one, other] = [`${a.target} ${a.client}`, `${b.target} ${b.client}`];
  return one < other ? -1 : 1;
}

/** Smaller ones may be another page under the same name. */
const LEAST_CUT_BYTES = 1_000_000;
const CUT_SHARE = 0.5;

function cutOf({ all, largest }: Sizes): number {
  if (largest < LEAST_CUT_BYTES) return 0;
  return all.filter((bytes) => bytes < CUT_SHARE * largest).length;
}
