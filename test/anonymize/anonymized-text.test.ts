import { describe, expect, it } from 'vitest';
import {
  withoutAddresses,
  withoutQuotedValues,
  withoutValues,
} from '../../src/anonymize/anonymized-text.ts';
import { Pseudonyms } from '../../src/anonymize/pseudonyms.ts';

function known(): Pseudonyms {
  const pseudonyms = new Pseudonyms();
  pseudonyms.of('client', '203.0.113.9');
  pseudonyms.of('client', 'crawl-7.example.org');
  pseudonyms.of('network', '203.0.113.0/24');
  return pseudonyms;
}

describe('addresses in a text', () => {
  it.each([
    ['one response of 989 MB to 203.0.113.9', 'one response of 989 MB to client-1'],
    ['203.0.113.9, 203.0.113.90 and 203.0.113.90.', 'client-1, address-1 and address-1.'],
    ['network 203.0.113.0/24 and 2001:db8::/48', 'network network-1 and network-2'],
    [
      'from 2001:db8::7, ::1, fe80::a:1 or ::ffff:10.0.0.1',
      'from address-1, address-2, address-3 or address-4',
    ],
    ['instance="10.0.0.5:9100"', 'instance="address-1:9100"'],
    ['http://10.0.0.5:9090/x and /ip/10.0.0.5', 'http://address-1:9090/x and /ip/address-1'],
    ['crawl-7.example.org, not xcrawl-7.example.org', 'client-2, not xcrawl-7.example.org'],
  ])('%s', (text, expected) => {
    expect(withoutAddresses(text, known())).toBe(expected);
  });

  it.each([
    '2026-11-21 02:33:40 +01:00',
    '2026-11-21T02:33:40.123+01:00',
    'Chrome/142.0.0.0 Safari/537.36',
    'python-requests/2.31.0',
    '999.1.2.3 and 1.2.3.4.5',
    'node_load1: 03:22',
    'std::string',
    '5,105,062,572 bytes',
  ])('what is none stays: %s', (text) => {
    expect(withoutAddresses(text, known())).toBe(text);
  });

  it('a version that is a client is one', () => {
    expect(withoutAddresses('Bot/203.0.113.9', known())).toBe('Bot/client-1');
  });
});

describe('values of queries', () => {
  it.each([
    ['/x?a=1&b=1;c=2&d=&e', '/x?a=value-1&b=value-1;c=value-2&d=&e'],
    ['/x?20391', '/x?value-1'],
    ['"GET /x?who=me@a.example HTTP/1.1"', '"GET /x?who=value-1 HTTP/1.1"'],
    ['http://a.example/?q=1#top', 'http://a.example/?q=value-1#top'],
    ['/x;jsessionid=A1B2', '/x;jsessionid=value-1'],
    ['no query, a=1', 'no query, a=1'],
  ])('%s', (text, expected) => {
    expect(withoutValues(text, new Pseudonyms())).toBe(expected);
  });

  it('also where a sentence quotes them', () => {
    const text =
      'All of the 4 large responses have `interval=0`, none of the 17 others; 3 times for `/x?interval=0`.';
    expect(withoutQuotedValues(text, new Pseudonyms())).toBe(
      'All of the 4 large responses have `interval=value-1`, none of the 17 others; 3 times for `/x?interval=value-1`.',
    );
  });

  it('series and their labels stay', () => {
    const text = 'move with `apache_workers{state="busy"}`, r = 0.99';
    expect(withoutQuotedValues(text, new Pseudonyms())).toBe(text);
  });
});
