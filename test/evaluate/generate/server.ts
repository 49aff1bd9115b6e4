import { EventQueue } from './event-queue.ts';
import { GridLevel } from './grid-level.ts';
import type { Machine, OwnJob } from './machine.ts';
import { CONSEQUENCE, type PlannedRequest } from './planned-request.ts';

/** A request as the server saw it, times in seconds. */
export interface ServedRequest {
  readonly request: PlannedRequest;
  /** When its request line came. */
  readonly start: number;
  /** When its line was written. */
  readonly end: number;
  readonly status: number;
  /** Sent. */
  readonly bytes: number;
}

/** What a machine did, as means over the steps of the grid. */
export interface Levels {
  readonly busyWorkers: Float64Array;
  /** Processor work asked for, cores. */
  readonly cpuCores: Float64Array;
  /** Memory of requests, buffers, leaks and own jobs, above base and workers. */
  readonly extraBytes: Float64Array;
  readonly leakedThreads: Float64Array;
  readonly connections: Float64Array;
  /** Requests and bytes finished in each step, a second. */
  readonly requestRate: Float64Array;
  readonly sentRate: Float64Array;
  /** Of own jobs, bytes a second. */
  readonly diskRate: Float64Array;
}

export interface Simulated {
  /** In the order of their ends. */
  readonly served: readonly ServedRequest[];
  readonly levels: Levels;
}

/** The status of a request whose client hung up, before the server's own ways to write it. */
export const HUNG_UP = 499;

type Event =
  | { readonly kind: 'arrival'; readonly request: PlannedRequest; readonly tries: number }
  | { readonly kind: 'impatience'; readonly waiting: Waiting }
  | { readonly kind: 'free'; readonly isComputing: boolean; readonly bytes: number }
  | { readonly kind: 'drained'; readonly bytes: number };

/** A request in the line before the workers. */
interface Waiting {
  readonly request: PlannedRequest;
  readonly since: number;
  readonly tries: number;
  /** Whether it was taken to a worker, or given up. */
  isOver: boolean;
}

/** Clients that gave up come again so often, after so long. */
const RETRIES = 2;
/** What was served is cleared from the line by so many. */
const SERVED_LINE = 1000;
const RETRY_SECONDS = 2;
/** From this part of the memory on the machine swaps, and how much slower that makes it by the part that is out. */
const SWAP_FROM = 0.92;
const SWAP_SLOWDOWN = 12;

/** Work for a processor beyond this part of the waiting makes a request compete for processors. */
const COMPUTING_SHARE = 0.3;
/** A response that takes the client longer leaves the buffer in parts. */
const LONG_SECONDS = 20;
const BUFFER_PARTS = 8;
/** An own job takes its memory in steps over the first part of its time. */
const JOB_STEPS = 12;
const JOB_RISE = 0.4;

/** The stages of a request that is served, seconds. */
interface Times {
  readonly since: number;
  readonly now: number;
  readonly worked: number;
  readonly sent: number;
  /** When its worker is free again. */
  readonly freed: number;
}

/** Serves requests one event after another: a line before the workers, processors that are shared, memory that may run out. */
export function simulate(
  machine: Machine,
  requests: readonly PlannedRequest[],
  day: {
    readonly spanSeconds: number;
    readonly jobs: readonly OwnJob[];
    /** When what leaked is given back, in order. */
    readonly restarts?: readonly number[];
  },
): Simulated {
  const server = new Server(machine, day);
  for (const request of requests) server.expect(request);
  server.run();
  return server.outcome();
}

class Server {
  readonly #machine: Machine;
  readonly #spanSeconds: number;
  readonly #restarts: readonly number[];
  readonly #events = new EventQueue<Event>();
  readonly #line: Waiting[] = [];
  readonly #served: ServedRequest[] = [];
  #lineAt = 0;
  #busy = 0;
  #running = 0;
  #bytes = 0;
  readonly #levels: Readonly<Record<keyof Levels, GridLevel>>;

  constructor(
    machine: Machine,
    { spanSeconds, jobs, restarts = [] }: Parameters<typeof simulate>[2],
  ) {
    this.#machine = machine;
    this.#spanSeconds = spanSeconds;
    this.#restarts = restarts;
    const level = (): GridLevel => new GridLevel(spanSeconds);
    this.#levels = {
      busyWorkers: level(),
      cpuCores: level(),
      extraBytes: level(),
      leakedThreads: level(),
      connections: level(),
      requestRate: level(),
      sentRate: level(),
      diskRate: level(),
    };
    for (const job of jobs) this.#own(job);
  }

  expect(request: PlannedRequest): void {
    this.#events.put(request.at, { kind: 'arrival', request, tries: 0 });
  }

  run(): void {
    for (let next = this.#events.take(); next !== undefined; next = this.#events.take()) {
      const { at, event } = next;
      if (event.kind === 'arrival') this.#arrive(event.request, event.tries, at);
      else if (event.kind === 'impatience') this.#giveUp(event.waiting, at);
      else this.#release(event);
      this.#serveLine(at);
    }
  }

  #arrive(request: PlannedRequest, tries: number, now: number): void {
    const waiting: Waiting = { request, since: now, tries, isOver: false };
    this.#line.push(waiting);
    const hangsUp = now + request.patienceSeconds;
    if (Number.isFinite(hangsUp)) this.#events.put(hangsUp, { kind: 'impatience', waiting });
  }

  #release(event: Extract<Event, { readonly kind: 'free' | 'drained' }>): void {
    this.#bytes -= event.bytes;
    if (event.kind === 'drained') return;
    this.#busy -= 1;
    this.#running -= event.isComputing ? 1 : 0;
  }

  outcome(): Simulated {
    const served = this.#served.toSorted((a, b) => a.end - b.end);
    const entries = Object.entries(this.#levels).map(([name, level]) => [name, level.means()]);
    return { served, levels: Object.fromEntries(entries) as Levels };
  }

  #serveLine(now: number): void {
    while (this.#busy < this.#machine.workers) {
      const next = this.#line[this.#lineAt];
      if (next === undefined) return;
      this.#lineAt += 1;
      if (this.#lineAt > SERVED_LINE) {
        this.#line.splice(0, this.#lineAt);
        this.#lineAt = 0;
      }
      if (next.isOver) continue;
      next.isOver = true;
      this.#serve(next, now);
    }
  }

  /** Where nobody has looked at the request yet, its client is gone, and may come again. */
  #giveUp(waiting: Waiting, now: number): void {
    const { request, since, tries, isOver } = waiting;
    if (isOver) return;
    waiting.isOver = true;
    this.#levels.connections.add(since, now, 1);
    this.#log({ request, start: since, end: now, status: HUNG_UP, bytes: 0 });
    if (tries >= RETRIES) return;
    const at = now + RETRY_SECONDS;
    const owner = request.owner > 0 ? request.owner : CONSEQUENCE;
    this.#events.put(at, { kind: 'arrival', request: { ...request, at, owner }, tries: tries + 1 });
  }

  #serve({ request, since }: Waiting, now: number): void {
    const { cores, buffers } = this.#machine;
    const shared = Math.max(1, (this.#running + 1) / cores) * this.#slowdown();
    const receiving = request.bodyBytes / request.bodyBytesPerSecond;
    const working = request.waitSeconds + request.cpuSeconds * shared + receiving;
    const hangsUp = since + request.patienceSeconds;
    // What was begun for a client that is gone goes on to its end.
    const worked = now + working;
    const isCut = worked > hangsUp;
    const sent = isCut ? worked : worked + request.bytes / request.bytesPerSecond;
    const times: Times = {
      since,
      now,
      worked,
      sent,
      freed: buffers ? worked : sent + request.keptSeconds,
    };
    const isComputing = request.cpuSeconds > COMPUTING_SHARE * request.waitSeconds;
    this.#busy += 1;
    this.#running += isComputing ? 1 : 0;
    const bytes = request.memoryBytes + request.bodyBytes;
    this.#bytes += bytes;
    this.#events.put(times.freed, { kind: 'free', isComputing, bytes });
    if (buffers && !isCut) this.#buffer(request, times);
    const end = isCut ? Math.max(now, hangsUp) : sent;
    this.#note(request, times, end);
    this.#receive(request, times, receiving);
    const outcome = isCut
      ? { status: HUNG_UP, bytes: 0 }
      : { status: request.status, bytes: request.bytes };
    this.#log({ request, start: since, end, ...outcome });
  }

  /** What a request that is served costs. */
  #note(request: PlannedRequest, { since, now, worked, sent, freed }: Times, end: number): void {
    const levels = this.#levels;
    const { cpuSeconds, memoryBytes, leakedBytes, leakedThreads, bytesPerSecond } = request;
    levels.busyWorkers.add(now, freed, 1);
    levels.connections.add(since, end + request.keptSeconds, 1);
    levels.extraBytes.add(now, freed, memoryBytes);
    if (worked > now) levels.cpuCores.add(now, worked, cpuSeconds / (worked - now));
    if (sent > worked) levels.sentRate.add(worked, sent, bytesPerSecond);
    const back = this.#restarts.find((at) => at > end) ?? Number.POSITIVE_INFINITY;
    if (leakedThreads > 0) levels.leakedThreads.add(end, back, leakedThreads);
    if (leakedBytes === 0) return;
    levels.extraBytes.add(end, back, leakedBytes);
    this.#bytes += leakedBytes;
    if (Number.isFinite(back)) this.#events.put(back, { kind: 'drained', bytes: leakedBytes });
  }

  /** A body comes in parts. */
  #receive({ bodyBytes }: PlannedRequest, { now, freed }: Times, seconds: number): void {
    if (bodyBytes === 0) return;
    for (let part = 0; part < BUFFER_PARTS; part++) {
      const from = now + (seconds * (part + 0.5)) / BUFFER_PARTS;
      this.#levels.extraBytes.add(from, freed, bodyBytes / BUFFER_PARTS);
    }
  }

  /** A response in a buffer goes out in parts. */
  #buffer({ bytes }: PlannedRequest, { worked, sent }: Times): void {
    const seconds = sent - worked;
    const parts = seconds > LONG_SECONDS ? BUFFER_PARTS : 1;
    for (let part = 1; part <= parts; part++) {
      this.#levels.extraBytes.add(worked, worked + (seconds * part) / parts, bytes / parts);
    }
    this.#bytes += bytes;
    this.#events.put(sent, { kind: 'drained', bytes });
  }

  #own({ from, to, bytes, cores, diskBytesPerSecond = 0 }: OwnJob): void {
    for (let step = 0; step < JOB_STEPS; step++) {
      const at = from + ((to - from) * JOB_RISE * step) / JOB_STEPS;
      this.#levels.extraBytes.add(at, to, bytes / JOB_STEPS);
    }
    this.#levels.cpuCores.add(from, to, cores);
    this.#levels.diskRate.add(from, to, diskBytesPerSecond);
  }

  /** How much slower everything is because memory is out on the disk. */
  #slowdown(): number {
    const { ramBytes, baseBytes, workerBytes } = this.#machine;
    const used = baseBytes + this.#busy * workerBytes + this.#bytes;
    return 1 + SWAP_SLOWDOWN * Math.max(0, used / ramBytes - SWAP_FROM);
  }

  #log(served: ServedRequest): void {
    // What is still running when the log is taken away has no line.
    if (served.end > this.#spanSeconds || served.request.log === 'none') return;
    if (served.request.log === 'given') this.#served.push(served);
    this.#levels.requestRate.add(served.end, served.end + 1, 1);
  }
}
