import { readApacheStatus } from './apache/status-page.ts';
import { readLighttpdStatus } from './lighttpd/status-page.ts';
import type { MetricValue } from './metric-value.ts';
import { readNginxStatus } from './nginx/status-page.ts';

const pages = [readApacheStatus, readLighttpdStatus, readNginxStatus] as const;

/** Reads a server's status page, as text. Undefined where it is of none that is known. */
export function readStatusPage(text: string): readonly MetricValue[] | undefined {
  for (const read of pages) {
    const values = read(text);
    if (values !== undefined) return values;
  }
  return undefined;
}
