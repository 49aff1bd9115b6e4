/** Access logs made for tests: combined lines in the order of their times. */

export interface MadeRequest {
  readonly client?: string;
  /** Epoch milliseconds UTC. */
  readonly timeMs: number;
  readonly path?: string;
  readonly status?: number;
  readonly bytes?: number;
  readonly agent?: string;
}

export const START_MS: number = Date.UTC(2026, 10, 21, 2);

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** One line of httpd's combined format, without a line end. */
export function combinedLine(request: MadeRequest): string {
  const { client = '192.0.2.1', timeMs, path = '/', status = 200 } = request;
  const { bytes = 512, agent = 'Mozilla/5.0' } = request;
  const iso = new Date(timeMs).toISOString();
  const stamp = `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}`;
  return `${client} - - [${stamp}:${iso.slice(11, 19)} +0000] "GET ${path} HTTP/1.1" ${status} ${bytes} "-" "${agent}"`;
}

/** `count` lines, one a second, of a few pages and clients. */
export function combinedLines(count: number, startMs: number = START_MS): string[] {
  return Array.from({ length: count }, (_, i) =>
    combinedLine({
      client: `192.0.2.${i % 7}`,
      timeMs: startMs + i * 1000,
      path: `/page${i % 5}`,
      bytes: 500 + ((i * 37) % 400),
    }),
  );
}

/** Prometheus' reply to a range query of shared memory: one value every 10 s. */
export function memoryReply(values: readonly number[], startMs: number = START_MS): string {
  const samples = values.map((value, i) => [startMs / 1000 + i * 10, String(value)]);
  const metric = { __name__: 'node_memory_Shmem_bytes', instance: 'web1:9100', job: 'node' };
  return JSON.stringify({
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric, values: samples }] },
  });
}

/** A log and its metrics: one client fetches huge exports, and memory rises while it does. */
export function oversizedIncident(): { readonly log: string; readonly metrics: string } {
  const seconds = 900;
  const requests: MadeRequest[] = Array.from({ length: seconds }, (_, i) => ({
    client: `198.51.100.${i % 5}`,
    timeMs: START_MS + i * 1000,
    path: `/page${i % 4}`,
    bytes: 2000 + ((i * 7919) % 3000),
  }));
  const memory = Array.from({ length: seconds / 10 }, (_, i) => 4e8 + ((i * 7907) % 100) * 1e5);
  for (let i = 500; i < 740; i += 20) {
    const bytes = 8e8 + ((i * 131) % 50) * 1e6;
    const request = { client: '203.0.113.9', path: `/export.php?n=${i}`, bytes };
    requests.push({ ...request, timeMs: START_MS + i * 1000 });
    for (let at = 0; at < 2; at++) memory[i / 10 + at] = 4e8 + bytes;
  }
  requests.sort((a, b) => a.timeMs - b.timeMs);
  return { log: `${requests.map(combinedLine).join('\n')}\n`, metrics: memoryReply(memory) };
}
