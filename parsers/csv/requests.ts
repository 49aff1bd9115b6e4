import type { Layout } from './layout.ts';

/** Cells that only a request has: its method or its first line, what a client calls itself. */
const requestCell =
  /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE|PROPFIND)(?:$|\s+\S)|^Mozilla\/\d|\sHTTP\/\d(?:\.\d)?$/;
/** Heads of a status and of what was asked for; both together are a log's. */
const statusHead = /^(?:sc[-_])?status(?:[-_ ]?code)?$|^response(?:[-_ ]?code)?$/i;
const targetHead = /^(?:cs[-_])?(?:uri|url|path|request|target|method|route|endpoint)(?:[-_].*)?$/i;
/** Rows with such cells, at least. */
const HALF = 0.5;

/** Whether the rows of a table are requests, as of an access log in CSV, rather than samples of a resource. */
export function areRequests({ sample, hasHead, labels, name, values }: Layout): boolean {
  const hits = sample.filter((row) => row.some((cell) => requestCell.test(cell.trim()))).length;
  if (hits > 0 && hits >= sample.length * HALF) return true;
  if (!hasHead) return false;
  const heads = [...labels, ...(name === undefined ? [] : [name]), ...values].map(
    ({ head }) => head,
  );
  return heads.some((head) => statusHead.test(head)) && heads.some((head) => targetHead.test(head));
}
