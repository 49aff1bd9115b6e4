import { expect, it } from 'vitest';
import { logFormats, NO_REQUEST } from './log-formats.ts';
import { planned } from './planned-request.ts';
import type { ServedRequest } from './server.ts';

const place = { host: 'web1', epoch: 1_700_000_000, number: 1 };

function bytesIn(
  format: 'apache_combined' | 'nginx_combined',
  { target = '/', ...facts }: Partial<ServedRequest> & { readonly target?: string },
): number {
  const request = planned({ at: 0, client: '192.0.2.1', agent: '-', target });
  const served = { request, start: 0, end: 1, status: 304, bytes: 0, ...facts };
  return Number(/" \d+ (\d+) "/.exec(logFormats[format].line(served, place))?.[1]);
}

it('%O counts the head of a response, so that it is 0 only where nothing was sent', () => {
  expect(bytesIn('apache_combined', {})).toBeGreaterThan(100);
  expect(bytesIn('apache_combined', { target: NO_REQUEST, status: 408 })).toBe(0);
  expect(bytesIn('nginx_combined', {})).toBe(0);
});
