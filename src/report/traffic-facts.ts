import { bytes, count, counted, duration } from './numbers.ts';
import type { Traffic } from './report.ts';

/** What requests did, a phrase for each fact: `4 requests from 1 client`, `3.76 GB`. */
export function trafficFacts({
  requests,
  clients,
  aborts,
  errors,
  ...rest
}: Traffic): readonly string[] {
  const from = clients === undefined ? '' : ` from ${counted(clients, 'client')}`;
  return [
    `${counted(requests, 'request')}${from}`,
    ...(rest.bytes === undefined ? [] : [`${bytes(rest.bytes)} sent`]),
    ...(rest.workerSeconds === undefined ? [] : [`${duration(rest.workerSeconds)} of worker time`]),
    ...(aborts === undefined ? [] : [`${count(aborts)} aborted`]),
    ...(errors === undefined ? [] : [`${count(errors)} failed`]),
  ];
}
