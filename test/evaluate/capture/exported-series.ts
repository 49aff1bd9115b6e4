import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Metrics that are kept: those that tell of resources of hosts, processes and servers, without the exporters' own. */
const KEPT =
  /^(node_(cpu_seconds_total|load\d+|memory_(MemAvailable|MemFree|MemTotal|AnonPages|Cached|Buffers|Shmem|SwapFree|SwapTotal|Committed_AS|Slab)_bytes|network_(receive|transmit)_bytes_total|sockstat_(TCP_|sockets)\w*|netstat_Tcp_\w+|processes_\w+|procs_\w+|vmstat_(pgfault|pgmajfault|pswpin|pswpout)|disk_(read|written)_bytes_total|forks_total|filefd_allocated|boot_time_seconds)|namedprocess_namegroup_(num_procs|num_threads|memory_bytes|cpu_seconds_total|open_filedesc|states)|apache_(workers|scoreboard|connections|accesses_total|sent_kilobytes_total|up|cpuload)|nginx_\w+|up)$/;

/** When the samples were taken, and how often, as epoch milliseconds and seconds. */
export interface ExportedSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepSeconds: number;
}

/** Writes `query_range` replies of a Prometheus, one file for each metric. */
export async function exportSeries(url: string, folder: string, span: ExportedSpan): Promise<void> {
  await mkdir(folder, { recursive: true });
  const listed = await fetch(`${url}/api/v1/label/__name__/values`);
  const { data } = (await listed.json()) as { readonly data: readonly string[] };
  for (const name of data.filter((one) => KEPT.test(one))) {
    const query = new URLSearchParams({
      query: name,
      start: String(span.fromMs / 1000),
      end: String(span.toMs / 1000),
      step: String(span.stepSeconds),
    });
    const reply = await fetch(`${url}/api/v1/query_range?${query}`);
    await writeFile(join(folder, `${name}.json`), await reply.text());
  }
}
