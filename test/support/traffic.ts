import { durationClass, sizeClass } from '../../src/request/classes.ts';
import { networkOf } from '../../src/request/network.ts';
import type { Request } from '../../src/rollup/request.ts';
import { Rollup } from '../../src/rollup/rollup.ts';
import { noise } from './series.ts';

/** Epoch milliseconds UTC. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What requests of one kind are like; times between them are random, as if from people. */
export interface Stream {
  readonly route: string;
  /** Requests a second, on average. */
  readonly rate: number;
  /** Mean seconds and bytes of an answer; each varies by half either way. */
  readonly seconds: number;
  readonly bytes: number;
  readonly bytesIn?: number;
  readonly method?: string;
  readonly protocol?: string;
  readonly status?: string;
  readonly clients: readonly string[];
  readonly agents: readonly string[];
}

const people = Array.from({ length: 12 }, (_, i) => `198.51.${i % 3}.${10 + i}`);
const browsers = ['Firefox/140.0', 'Chrome/142.0', 'Safari/26.0'];
const crawlers = ['203.0.113.5', '203.0.113.6', '203.0.113.7', '203.0.113.8'];

/** An ordinary site: pages, files, a search. Rates add up to one a second. */
export const ordinaryStreams: readonly Stream[] = [
  page({ route: '/', rate: 0.25, seconds: 0.2, bytes: 20_000 }),
  page({ route: '/product/{num}', rate: 0.3, seconds: 0.4, bytes: 40_000 }),
  page({ route: '/search', rate: 0.1, seconds: 0.8, bytes: 30_000 }),
  page({ route: '/static/{name}', rate: 0.3, seconds: 0.05, bytes: 90_000 }),
  page({ route: '/cart', rate: 0.05, seconds: 0.3, bytes: 9000, method: 'POST' }),
];

function page(facts: Pick<Stream, 'route' | 'rate' | 'seconds' | 'bytes' | 'method'>): Stream {
  return { clients: people, agents: browsers, ...facts };
}

/** A seeded source of requests: the same calls in the same order give the same requests. */
export class Traffic {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = noise(seed);
  }

  ordinary(span: Span, factor = 1): Request[] {
    return ordinaryStreams.flatMap((one) => this.stream({ ...one, rate: one.rate * factor }, span));
  }

  stream(stream: Stream, { fromMs, toMs }: Span): Request[] {
    const requests: Request[] = [];
    let startMs = fromMs;
    for (;;) {
      startMs += Math.round((-Math.log(this.#share()) / stream.rate) * 1000);
      if (startMs >= toMs) return requests;
      requests.push(this.#request(stream, startMs));
    }
  }

  /** A crawler at a page whose code waits for a host that does not answer. */
  hangingCrawler(span: Span, { rate = 0.2, seconds = 200 } = {}): Request[] {
    return this.stream(
      {
        route: '/calendar/{num}',
        rate,
        seconds,
        bytes: 4000,
        clients: crawlers,
        agents: ['SeekportBot'],
      },
      span,
    );
  }

  /** Exports of about 800 MB that take a minute or more to send. */
  oversizedResponses(span: Span, { rate = 1 / 25, seconds = 90 } = {}): Request[] {
    return this.stream(
      {
        route: '/export/{num}',
        rate,
        seconds,
        bytes: 8e8,
        clients: people.slice(0, 4),
        agents: browsers,
      },
      span,
    );
  }

  /** Clients that hang up. */
  clientAborts(span: Span, rate = 0.1): Request[] {
    const route = '/poll';
    return this.stream(
      { route, rate, seconds: 2, bytes: 0, status: '499', clients: people, agents: browsers },
      span,
    );
  }

  /** Small uploads, one like the other. */
  uploads(span: Span, rate = 1): Request[] {
    return this.stream(
      {
        route: '/upload',
        rate,
        seconds: 0.1,
        bytes: 200,
        bytesIn: 4096,
        method: 'POST',
        protocol: 'HTTP/2.0',
        clients: ['192.0.2.77'],
        agents: ['SensorAgent/2.1'],
      },
      span,
    );
  }

  /** Many small files at once: a lot of requests, and no harm. */
  harmlessBurst(span: Span, rate = 3): Request[] {
    const route = '/sprites/{name}';
    return this.stream(
      { route, rate, seconds: 0.02, bytes: 3000, clients: people.slice(5, 8), agents: browsers },
      span,
    );
  }

  #request(stream: Stream, startMs: number): Request {
    const endMs = startMs + Math.round(this.#around(stream.seconds) * 1000);
    const client = this.#oneOf(stream.clients);
    const bytesOut = Math.round(this.#around(stream.bytes));
    const status = stream.status ?? '200';
    return namedByTimes({
      startMs,
      endMs,
      durationKnown: true,
      bytesOut,
      bytesIn: stream.bytesIn,
      aborted: status === '499',
      failed: status.startsWith('5'),
      dimensions: {
        route: stream.route,
        client,
        network: networkOf(client) ?? '',
        agent: this.#oneOf(stream.agents),
        status,
        method: stream.method ?? 'GET',
        protocol: stream.protocol ?? 'HTTP/1.1',
        size: sizeClass(bytesOut),
      },
      source: 0,
      offset: 0,
    });
  }

  /** Over 0, up to 1. */
  #share(): number {
    return 1 - (this.#next() + 1) / 2;
  }

  #around(mean: number): number {
    return mean * (0.5 + this.#share());
  }

  #oneOf(values: readonly string[]): string {
    return values[Math.min(values.length - 1, Math.floor(this.#share() * values.length))] ?? '';
  }
}

function namedByTimes(one: Request): Request {
  const duration = durationClass(one.endMs - one.startMs);
  return { ...one, dimensions: { ...one.dimensions, duration } };
}

/** Everybody who starts inside the window takes `factor` times as long. */
export function slowedDown(
  requests: readonly Request[],
  { fromMs, toMs }: Span,
  factor: number,
): Request[] {
  return requests.map((one) => {
    if (one.startMs < fromMs || one.startMs >= toMs) return one;
    return namedByTimes({ ...one, endMs: one.startMs + (one.endMs - one.startMs) * factor });
  });
}

/** The same requests in a log that stamps their ends and carries no durations. */
export function withoutDurations(requests: readonly Request[]): Request[] {
  return requests.map((one) => {
    const { duration: _, ...dimensions } = one.dimensions;
    return { ...one, startMs: one.endMs, durationKnown: false, dimensions };
  });
}

/** Requests as lines of one log: in order of their ends, each at its own offset. */
export function asLog(...parts: readonly (readonly Request[])[]): Request[] {
  const requests = parts.flat().sort((a, b) => a.endMs - b.endMs || a.startMs - b.startMs);
  return requests.map((one, line) => ({ ...one, offset: line * 100 }));
}

export function rollupOf(requests: readonly Request[]): Rollup {
  const rollup = new Rollup();
  for (const one of requests) rollup.observe(one);
  return rollup;
}
