import { describe, expect, it } from 'vitest';
import { AccessRecord } from '../../parsers/record.ts';
import { MAX_METHOD_LENGTH, splitRequest } from '../../parsers/request-line.ts';
import { bytesOf, valuesOf } from './read-line.ts';

function split(request: string): object {
  const bytes = bytesOf(`"${request}"`);
  const record = new AccessRecord();
  record.reset(bytes, 0, bytes.length, 'backslash');
  splitRequest(bytes, 1, bytes.length - 1, record);
  const { request: whole, ...parts } = valuesOf(record);
  expect(whole).toBe(request === '' || request === '-' ? undefined : request);
  return parts;
}

describe('splitRequest', () => {
  const longest = 'M'.repeat(MAX_METHOD_LENGTH);
  it.each([
    ['GET / HTTP/1.1', 'GET', '/', 'HTTP/1.1'],
    ['GET /a?b=c d HTTP/2.0', 'GET', '/a?b=c d', 'HTTP/2.0'],
    ['CONNECT mail.example:25 HTTP/1.0', 'CONNECT', 'mail.example:25', 'HTTP/1.0'],
    ['OPTIONS * HTTP/3', 'OPTIONS', '*', 'HTTP/3'],
    ['OPTIONS / RTSP/1.0', 'OPTIONS', '/', 'RTSP/1.0'],
    [
      'VERSION-CONTROL http://a.example/ HTTP/1.1',
      'VERSION-CONTROL',
      'http://a.example/',
      'HTTP/1.1',
    ],
    ['GET /HTTP/1.1', 'GET', '/HTTP/1.1', undefined],
    ['GET /', 'GET', '/', undefined],
    [`${longest} / HTTP/1.1`, longest, '/', 'HTTP/1.1'],
  ])('splits %s', (request, method, target, protocol) => {
    expect(split(request)).toEqual({
      method,
      target,
      ...(protocol === undefined ? {} : { protocol }),
    });
  });

  it.each([
    '',
    '-',
    '  ',
    'GET',
    'GET ',
    'GET x',
    'GET  HTTP/1.1',
    'SSH-2.0-Go',
    'HTTP/1.1',
    ' / HTTP/1.1',
    'G@T / HTTP/1.1',
    `M${longest} / HTTP/1.1`,
    'lv|x|y Win XP',
    '/ 1.1',
  ])('finds no request line in %j', (request) => {
    expect(split(request)).toEqual({});
  });
});
