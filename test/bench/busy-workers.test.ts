import { expect, it } from 'vitest';
import { BusyWorkers } from './busy-workers.ts';
import type { BenchRequest } from './request.ts';

const FROM_MS = Date.UTC(2026, 10, 21);

/** Seconds behind the begin of the span. */
function request(startSeconds: number, endSeconds: number): BenchRequest {
  return {
    client: '192.0.2.1',
    endMs: FROM_MS + endSeconds * 1000,
    durationUs: (endSeconds - startSeconds) * 1e6,
    method: 'GET',
    target: '/',
    status: 200,
    bytes: 1,
    referer: '-',
    agent: '-',
  };
}

it.each<[string, readonly [number, number][], readonly number[]]>([
  ['between samples holds nobody', [[11, 19]], [0, 0, 0, 0]],
  ['across samples is busy at each', [[9, 21]], [0, 1, 1, 0]],
  ['that begins at a sample is busy, one that ends there no more', [[10, 20]], [0, 1, 0, 0]],
  ['that began before the span is busy in it', [[-5, 1]], [1, 0, 0, 0]],
  ['that ends behind the span is cut', [[29, 99]], [0, 0, 0, 1]],
  [
    'beside another adds up',
    [
      [5, 15],
      [1, 12],
    ],
    [0, 2, 0, 0],
  ],
])('a request %s', (_, spans, busy) => {
  const workers = new BusyWorkers({ fromMs: FROM_MS, toMs: FROM_MS + 30_000 });
  const requests = spans.map(([start, end]) => request(start, end));
  expect([...workers.counting(requests)]).toEqual(requests);
  const { data } = JSON.parse(workers.reply());
  expect(data.result[0].values).toEqual(
    busy.map((value, at) => [FROM_MS / 1000 + at * 10, String(value)]),
  );
});
