import { describe, expect, it } from 'vitest';
import { isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { RequestBuilder } from '../../src/request/from-record.ts';
import { NO_REQUEST_ROUTE } from '../../src/request/request-names.ts';
import type { Request } from '../../src/rollup/request.ts';

const times = { startMs: 1000, endMs: 13_000, durationKnown: true, implied: false };

function requestOf(line: string, format = 'combined', known = true): Request {
  const compiled = compileFormat(format);
  if (isMiss(compiled)) throw new Error(compiled.reason);
  const record = new AccessRecord();
  const bytes = Buffer.from(line);
  expect(compiled.parser.parse(bytes, 0, bytes.length, record)).toBeUndefined();
  const own = { ...times, durationKnown: known };
  return new RequestBuilder().build(record, { times: own, source: 3, offset: 77 });
}

const stamp = '[21/Nov/2026:02:30:40 +0000]';

describe('a request', () => {
  it('has its dimensions named', () => {
    const line = `203.0.113.9 - - ${stamp} "GET /product/17?x=1 HTTP/1.1" 200 5105062572 "https://Example.org/a" "SeekportBot/1.0"`;
    expect(requestOf(line)).toEqual({
      startMs: 1000,
      endMs: 13_000,
      durationKnown: true,
      bytesOut: 5_105_062_572,
      bytesIn: undefined,
      aborted: false,
      failed: false,
      dimensions: {
        route: '/product/{num}',
        client: '203.0.113.9',
        network: '203.0.113.0/24',
        agent: 'SeekportBot',
        method: 'GET',
        protocol: 'HTTP/1.1',
        referer: 'https://example.org',
        status: '200',
        size: '>=1GB',
        duration: '10s-60s',
      },
      source: 3,
      offset: 77,
    });
  });

  it('has no dimension that its line does not tell', () => {
    const line = `proxy - - ${stamp} "-" 408 - "-" "-"`;
    const { dimensions, bytesOut } = requestOf(line, 'combined', false);
    expect(dimensions).toMatchObject({ route: NO_REQUEST_ROUTE, client: 'proxy', status: '408' });
    for (const absent of ['network', 'agent', 'method', 'protocol', 'referer', 'duration']) {
      expect(dimensions).not.toHaveProperty(absent);
    }
    expect(bytesOut ?? 0).toBe(0);
  });

  it.each([
    ['200', false, false],
    ['404', false, false],
    ['408', true, false],
    ['444', true, false],
    ['499', true, false],
    ['500', false, true],
    ['503', false, true],
  ])('of status %s is aborted: %s, failed: %s', (status, aborted, failed) => {
    const line = `192.0.2.1 - - ${stamp} "GET / HTTP/1.1" ${status} 0 "-" "-"`;
    expect(requestOf(line)).toMatchObject({ aborted, failed });
  });

  it('whose connection ended before the answer is aborted (httpd, %X)', () => {
    const line = `192.0.2.1 ${stamp} "GET / HTTP/1.1" 200 10 X`;
    expect(requestOf(line, '%h %t "%r" %>s %b %X')).toMatchObject({ aborted: true });
  });
});
