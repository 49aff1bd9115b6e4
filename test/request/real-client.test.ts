import { describe, expect, it } from 'vitest';
import { type Network, parseNetwork } from '../../src/request/network.ts';
import { MAX_HOPS, RealClient } from '../../src/request/real-client.ts';
import { needsCorpus, textOf, why } from '../parsers/shared-logs.ts';

function networks(...texts: readonly string[]): readonly Network[] {
  return texts.flatMap((text) => parseNetwork(text) ?? []);
}

describe('RealClient', () => {
  it.each([
    ['a client of its own', '203.0.113.9', undefined, '203.0.113.9'],
    ['a client that makes a list up', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a client behind a proxy of one’s own', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [
      'a client that makes a list up, behind a proxy',
      '10.0.0.1',
      '1.1.1.1, 203.0.113.9',
      '203.0.113.9',
    ],
    ['two proxies', '127.0.0.1', '203.0.113.9, 10.0.0.7', '203.0.113.9'],
    ['a list in the place of the client', '203.0.113.9, 10.0.0.1', undefined, '203.0.113.9'],
    ['a client in one’s own network', '10.0.0.1', '192.168.1.5', '192.168.1.5'],
    ['a proxy that knows no client', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['an empty list', '10.0.0.1', '', '10.0.0.1'],
    ['ports and brackets', '::1', '"[2001:DB8::1]:443"', '2001:db8::1'],
    ['a name', 'Host.Example.org', undefined, 'host.example.org'],
  ])('%s', (_, client, forwardedFor, expected) => {
    expect(new RealClient().of({ client, forwardedFor })).toBe(expected);
  });

  it('believes proxies that are named, outside private networks too', () => {
    const origin = { client: '198.51.100.7', forwardedFor: '203.0.113.9' };
    expect(new RealClient().of(origin)).toBe('198.51.100.7');
    expect(new RealClient(networks('198.51.100.0/24')).of(origin)).toBe('203.0.113.9');
  });

  it('looks at the last hops only', () => {
    const forwardedFor = ['203.0.113.9', ...Array<string>(MAX_HOPS).fill('10.0.0.1')].join(', ');
    expect(new RealClient().of({ client: '10.0.0.2', forwardedFor })).toBe('10.0.0.1');
  });

  needsCorpus(`agrees with Filebeat on lists of one public address ${why}`, () => {
    const cases = casesOf('corpus/oracle/elastic__beats_nginx_access_expected.json');
    expect(cases.length).toBeGreaterThan(3);
    for (const { list, address } of cases) {
      expect(new RealClient().of({ client: list.join(', ') })).toBe(address);
    }
  });
});

/** Filebeat takes the first public address; of two, culprit takes the last, which no client can make up. */
function casesOf(path: string): readonly { list: readonly string[]; address: string }[] {
  const { cases } = JSON.parse(textOf(path)) as {
    cases: readonly { expected: Readonly<Record<string, unknown>> }[];
  };
  return cases
    .map(({ expected }) => ({
      list: expected['nginx.access.remote_ip_list'] as readonly string[],
      address: new RealClient().of({ client: String(expected['source.address']) }),
    }))
    .filter(({ list }) => list.filter((hop) => !/^(?:10|127)\./.test(hop)).length <= 1);
}
