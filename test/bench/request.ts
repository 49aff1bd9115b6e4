/** A request as the benchmark makes it. */
export interface BenchRequest {
  readonly client: string;
  /** Epoch milliseconds UTC: Apache logs at the end of a request, and with `%t` writes its start. */
  readonly endMs: number;
  readonly durationUs: number;
  readonly method: string;
  /** The path with its query. */
  readonly target: string;
  readonly status: number;
  /** Bytes of the response's body. */
  readonly bytes: number;
  readonly referer: string;
  readonly agent: string;
}

/** When a request began, epoch milliseconds UTC. */
export function startMsOf({ endMs, durationUs }: BenchRequest): number {
  return endMs - durationUs / 1000;
}

const MONTHS: readonly string[] = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Prints requests as lines of httpd's `combined` with `%D` behind it. One for each log: it remembers its last second. */
export class CombinedLines {
  #second = Number.NaN;
  #stamp = '';

  /** With its line end. */
  line(request: BenchRequest): string {
    const { client, method, target, status, bytes, referer, agent, durationUs } = request;
    const stamp = this.#stampOf(Math.floor(startMsOf(request) / 1000));
    return `${client} - - [${stamp}] "${method} ${target} HTTP/1.1" ${status} ${bytes} "${referer}" "${agent}" ${durationUs}\n`;
  }

  #stampOf(second: number): string {
    if (second === this.#second) return this.#stamp;
    const iso = new Date(second * 1000).toISOString();
    const month = MONTHS[Number(iso.slice(5, 7)) - 1];
    this.#second = second;
    this.#stamp = `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
    return this.#stamp;
  }
}
