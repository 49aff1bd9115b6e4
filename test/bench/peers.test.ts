import { expect, it } from 'vitest';
import { peers } from './peers.ts';

const facts = { lines: 3_000_000, bytes: 1, bytesSent: 34_242_987_710, fromMs: 0, toMs: 0 };

function goAccess(requests: number): string {
  return JSON.stringify({ general: { valid_requests: requests, bandwidth: facts.bytesSent } });
}

it.each([
  ['mawk', '3.4243e+10\n', '3.4253e+10\n'],
  ['zcat', '3000000\n', '2999999\n'],
  ['lnav', 'count(*) \n 3000000 \n', 'count(*) \n 300000 \n'],
  ['DuckDB', '3000000\n', 'undefined\n'],
  ['GoAccess', goAccess(3_000_000), goAccess(2_999_998)],
])('what %s prints is compared with the log', (name, right, wrong) => {
  const peer = peers.find((known) => known.name.startsWith(name));
  expect(peer?.isRight(right, facts)).toBe(true);
  expect(peer?.isRight(wrong, facts)).toBe(false);
});
