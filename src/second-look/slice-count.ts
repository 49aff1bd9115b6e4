import type { LineParser } from '../../parsers/contract.ts';
import { type LargeResponses, namedDimensions, type SliceFacts } from '../detectors/slice-facts.ts';
import { LONG_SECONDS, TRICKLE_BYTES_PER_SECOND } from '../detectors/slow-clients.ts';
import { isOddAgent } from '../request/odd-agent.ts';
import { dimensions } from '../rollup/dimension.ts';
import { ABORTED, NO_KEY, type RequestBatch, TIMED } from '../rollup/request-batch.ts';
import type { AssetClients } from './asset-clients.ts';
import { ClientCount } from './client-ids.ts';
import type { Counted } from './count-limits.ts';
import type { LineBlock } from './line-blocks.ts';
import { NameCount } from './name-count.ts';
import { TargetCount } from './target-count.ts';

/** The block that lines stand in, and how they are read. */
export interface LinesAtHand {
  readonly block: LineBlock;
  readonly parser: LineParser;
}

const CLIENT = dimensions.indexOf('client');
const STATUS = dimensions.indexOf('status');

/** What the requests of one culprit have in common, for those who say what it did. */
export class SliceCount {
  readonly #largeFrom: number | undefined;
  readonly #names = namedDimensions.map((dimension) => ({
    dimension,
    count: new NameCount(dimensions.indexOf(dimension)),
  }));
  readonly #clients = new ClientCount();
  readonly #targets = new TargetCount();
  #requests = 0;
  #large = 0;
  #largest = 0;
  #largeAborted = 0;
  #timed = 0;
  #long = 0;
  #trickling = 0;
  #receiving = 0;
  #received = 0;

  /** `largeFrom` is the size from which a response of this slice is a large one, bytes. */
  constructor(largeFrom: number | undefined) {
    this.#largeFrom = largeFrom;
  }

  add(batch: RequestBatch, at: number, client: number, { block, parser }: LinesAtHand): void {
    this.#requests += 1;
    this.#clients.add(client);
    for (const { count } of this.#names) count.add(batch, at);
    const bytes = batch.bytesOut[at] ?? -1;
    const isLarge = this.#isLarge(bytes);
    if (isLarge === true) this.#addLarge(batch, at, bytes);
    this.#addTime(batch, at);
    const received = batch.bytesIn[at] ?? -1;
    if (received >= 0) {
      this.#receiving += 1;
      this.#received += received;
    }
    this.#targets.add(block, batch.offsets[at] ?? 0, parser, {
      client,
      clientName: () => nameOf(batch, CLIENT, at),
      status: nameOf(batch, STATUS, at),
      bytes,
      isLarge,
    });
  }

  /** Takes a request of the slice's route that is not the slice's: its arguments are set against those of the slice. */
  addOther({ bytesOut, offsets }: RequestBatch, at: number, { block, parser }: LinesAtHand): void {
    this.#targets.addOther(block, offsets[at] ?? 0, parser, this.#isLarge(bytesOut[at] ?? -1));
  }

  endBatch(batch: RequestBatch): void {
    for (const { count } of this.#names) count.endBatch(batch);
  }

  facts(assets: AssetClients): SliceFacts {
    const { count } = this.#clients;
    const assetClients = this.#clients.alsoIn(assets.clients);
    const targets = this.#targets.facts();
    const large = this.#largeFacts();
    return {
      requests: this.#requests,
      ...(count === undefined ? {} : { clients: count }),
      names: this.#nameFacts(),
      ...this.#oddAgents(),
      ...(assetClients === undefined ? {} : { assetClients }),
      ...(large === undefined ? {} : { large }),
      ...(this.#timed === 0
        ? {}
        : {
            long: {
              fromSeconds: LONG_SECONDS,
              requests: this.#long,
              trickling: this.#trickling,
            },
          }),
      ...(this.#receiving === 0
        ? {}
        : { received: { requests: this.#receiving, bytes: this.#received } }),
      ...(targets === undefined ? {} : { targets }),
    };
  }

  /** Bounds that were reached (count-limits.ts). */
  get limitsHit(): ReadonlySet<Counted> {
    const hit = new Set(this.#targets.limitsHit);
    if (this.#clients.hasFurther) hit.add('clients');
    if (this.#names.some(({ count }) => count.tally()?.isMore)) hit.add('names');
    return hit;
  }

  #isLarge(bytes: number): boolean | undefined {
    return this.#largeFrom === undefined || bytes < 0 ? undefined : bytes >= this.#largeFrom;
  }

  #nameFacts(): SliceFacts['names'] {
    return Object.fromEntries(
      this.#names.flatMap(({ dimension, count }) => {
        const tally = count.tally();
        return tally === undefined ? [] : [[dimension, tally]];
      }),
    );
  }

  #oddAgents(): Pick<SliceFacts, 'oddAgents'> {
    const agents = this.#names.find(({ dimension }) => dimension === 'agent')?.count;
    if (agents?.tally() === undefined) return {};
    return { oddAgents: agents.requestsWhere(isOddAgent) };
  }

  #largeFacts(): LargeResponses | undefined {
    if (this.#largeFrom === undefined) return undefined;
    return {
      fromBytes: this.#largeFrom,
      requests: this.#large,
      largestBytes: this.#largest,
      aborted: this.#largeAborted,
    };
  }

  #addLarge({ flags }: RequestBatch, at: number, bytes: number): void {
    this.#large += 1;
    this.#largest = Math.max(this.#largest, bytes);
    if (((flags[at] ?? 0) & ABORTED) !== 0) this.#largeAborted += 1;
  }

  #addTime({ flags, startUs, endUs, bytesOut, bytesIn }: RequestBatch, at: number): void {
    if (((flags[at] ?? 0) & TIMED) === 0) return;
    this.#timed += 1;
    const seconds = ((endUs[at] ?? 0) - (startUs[at] ?? 0)) / 1_000_000;
    if (seconds < LONG_SECONDS) return;
    this.#long += 1;
    const moved = Math.max(0, bytesOut[at] ?? 0) + Math.max(0, bytesIn[at] ?? 0);
    if (moved < TRICKLE_BYTES_PER_SECOND * seconds) this.#trickling += 1;
  }
}

function nameOf({ keys, names }: RequestBatch, place: number, at: number): string {
  const key = keys[place]?.[at] ?? NO_KEY;
  return key === NO_KEY ? '' : (names[place]?.text(key) ?? '');
}
