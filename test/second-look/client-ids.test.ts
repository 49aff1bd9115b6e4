import { describe, expect, it } from 'vitest';
import { appendRequest, NamedBatch } from '../../src/rollup/append-request.ts';
import { ClientCount, ClientIds } from '../../src/second-look/client-ids.ts';

function appendClient(batch: NamedBatch, client: string | undefined): void {
  const dimensions = client === undefined ? {} : { client };
  const facts = { startMs: 1, endMs: 1, durationKnown: false, aborted: false, failed: false };
  const request = { ...facts, bytesOut: 1, bytesIn: 1, source: 0, offset: 0, dimensions };
  appendRequest(batch, request, (place, name) => batch.newNames[place]?.id(name) ?? 0);
}

/** Counts the clients of batches, each a list of clients; `undefined` is a request without one. */
function count(batches: readonly (readonly (string | undefined)[])[], most?: number) {
  const ids = new ClientIds(most);
  const counted = new ClientCount();
  for (const clients of batches) {
    const batch = new NamedBatch();
    for (const client of clients) appendClient(batch, client);
    ids.begin(batch);
    for (let at = 0; at < batch.length; at++) counted.add(ids.of(at));
  }
  return counted.count;
}

describe('clients', () => {
  it('of batches with the same keys, of which there are more and more', () => {
    const ids = new ClientIds();
    const batch = new NamedBatch();
    const told: number[][] = [];
    for (const clients of [
      ['a', 'b'],
      ['b', ...Array.from({ length: 300 }, (_, at) => `c${at}`)],
    ]) {
      batch.length = 0;
      for (const client of clients) appendClient(batch, client);
      ids.begin(batch, { isSameKeys: told.length > 0 });
      told.push(Array.from(clients.keys(), (at) => ids.of(at)));
    }
    expect(told).toEqual([
      [0, 1],
      [1, ...Array.from({ length: 300 }, (_, at) => at + 2)],
    ]);
  });

  it.each([
    [
      'one after the other',
      [
        ['a', 'b', 'a'],
        ['b', 'c'],
      ],
      3,
    ],
    ['some of them not logged', [['a', undefined]], 1],
    ['none logged', [[undefined]], undefined],
    ['none at all', [], undefined],
  ])('%s', (_, batches, expected) => {
    expect(count(batches)).toBe(expected);
  });

  it('many', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `client ${i % 3000}`);
    expect(count([many, many])).toBe(3000);
  });

  it('more than are told apart are not counted', () => {
    expect(count([['a', 'b', 'a']], 2)).toBe(2);
    expect(count([['a', 'b', 'c']], 2)).toBeUndefined();
  });
});
