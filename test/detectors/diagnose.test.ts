import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/detectors/diagnose.ts';
import type { SliceFacts } from '../../src/detectors/slice-facts.ts';
import { sliceCase, tally, targets } from './cases.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile/15E148 Safari/604.1';
const browsers = tally({ [FIREFOX]: 100, [PHONE]: 90 }, 40);

/** A crowd of addresses with an agent each, of which nobody loads a whole page. */
const nobodies: Partial<SliceFacts> = {
  clients: 250,
  assetClients: 2,
  names: { client: tally({ '192.0.2.1': 3 }, 250), agent: tally({ [FIREFOX]: 2 }, 240) },
};

/** A crowd of people. */
const people: Partial<SliceFacts> = {
  clients: 150,
  assetClients: 120,
  names: {
    client: tally({ '192.0.2.1': 6 }, 150),
    agent: browsers,
    referer: tally({ 'https://news.example': 250 }),
  },
};

const guesses: Partial<SliceFacts> = {
  clients: 4,
  names: {
    client: tally({ '192.0.2.1': 90, '192.0.2.2': 80 }, 4),
    method: tally({ POST: 299, GET: 1 }),
    status: tally({ '200': 180, '401': 120 }),
  },
};

describe('diagnose', () => {
  it.each<[string, Partial<SliceFacts>, string, string | undefined]>([
    ['nothing known', {}, 'traffic-surge', undefined],
    ['addresses without identity', nobodies, 'crawler-burst', 'distributed-crawler'],
    [
      'the same that load whole pages',
      { ...nobodies, assetClients: 200 },
      'traffic-surge',
      'flash-crowd',
    ],
    [
      'a few that ask for the page ten times each',
      { ...nobodies, clients: 30 },
      'traffic-surge',
      undefined,
    ],
    ['people', people, 'traffic-surge', 'flash-crowd'],
    [
      'people who come from nowhere and load nothing',
      { ...people, assetClients: 0, names: { ...people.names, referer: tally({}) } },
      'crawler-burst',
      'distributed-crawler',
    ],
    ['guesses', guesses, 'crawler-burst', 'brute-force'],
    ['guesses of many people once each', { ...guesses, clients: 280 }, 'traffic-surge', undefined],
    [
      'posts that bring a megabyte each',
      { ...guesses, received: { requests: 300, bytes: 3e8 } },
      'crawler-burst',
      undefined,
    ],
    [
      'one client',
      { clients: 3, names: { client: tally({ '192.0.2.1': 290, '192.0.2.2': 10 }) } },
      'crawler-burst',
      'one-client',
    ],
    [
      'one network',
      {
        clients: 40,
        names: {
          client: tally({ '192.0.2.1': 10 }, 40),
          network: tally({ '192.0.2.0/24': 280, '198.51.100.0/24': 20 }),
        },
      },
      'crawler-burst',
      'one-network',
    ],
    [
      'one network of people who follow links',
      {
        clients: 40,
        names: {
          client: tally({ '192.0.2.1': 10 }, 40),
          network: tally({ '192.0.2.0/24': 300 }),
          referer: tally({ 'https://intranet.example': 290 }),
          agent: tally({ [FIREFOX]: 300 }),
        },
      },
      'traffic-surge',
      'one-network',
    ],
    [
      'one network that names pages and an agent of long ago',
      {
        clients: 40,
        names: {
          client: tally({ '192.0.2.1': 10 }, 40),
          network: tally({ '192.0.2.0/24': 300 }),
          referer: tally({ 'https://intranet.example': 290 }),
          agent: tally({ [FIREFOX]: 200, 'Mozilla/4.0 (compatible; MSIE 6.0)': 100 }),
        },
      },
      'crawler-burst',
      'one-network',
    ],
    [
      'a robot that says so',
      {
        clients: 40,
        names: { client: tally({ '192.0.2.1': 10 }, 40), agent: tally({ SeekportBot: 300 }) },
      },
      'crawler-burst',
      undefined,
    ],
    [
      'heads that never end, cut off by their clients',
      {
        clients: 3,
        names: { status: tally({ '400': 290, '200': 10 }) },
        long: { fromSeconds: 10, requests: 280, trickling: 280 },
      },
      'saturation',
      'slow-clients',
    ],
    [
      'bad requests that are refused at once',
      { clients: 40, names: { status: tally({ '400': 290, '200': 10 }) } },
      'traffic-surge',
      undefined,
    ],
    [
      'time-outs',
      { clients: 20, names: { status: tally({ '408': 280, '200': 20 }) } },
      'saturation',
      'slow-clients',
    ],
    [
      'a few time-outs',
      { names: { status: tally({ '200': 290, '408': 10 }) } },
      'traffic-surge',
      undefined,
    ],
    [
      'ever new values',
      {
        clients: 10,
        targets: targets({
          arguments: [
            {
              name: '_',
              requests: 300,
              large: 0,
              small: 300,
              values: 298,
              isMore: false,
              opaque: 300,
            },
          ],
        }),
      },
      'crawler-burst',
      'cache-busting',
    ],
  ])('%s', (_, facts, kind, pattern) => {
    const found = diagnose(
      sliceCase(facts, { traffic: { requests: 9000, clients: 3000, assetClients: 2000 } }),
    );
    expect({ kind: found.kind, pattern: found.pattern }).toEqual({ kind, pattern });
  });

  it('does not take words that people search for as cache busting', () => {
    const argument = { name: 'q', requests: 300, large: 0, small: 300, values: 299, isMore: false };
    const facts = { clients: 10, targets: targets({ arguments: [{ ...argument, opaque: 4 }] }) };
    expect(diagnose(sliceCase(facts)).pattern).toBeUndefined();
  });

  it.each([
    ['upload', 'upload-stream'],
    ['steady-growth', 'upload-stream'],
    ['traffic-surge', 'one-client'],
  ] as const)('takes posts of one client in a slice of %s for %s', (kind, pattern) => {
    const names = {
      client: tally({ '192.0.2.1': 300 }),
      method: tally({ PUT: 300 }),
      protocol: tally({ 'HTTP/2.0': 300 }),
    };
    const received = { requests: 300, bytes: 300 * 4096 };
    const found = diagnose(sliceCase({ clients: 1, names, received }, { kind }));
    expect(found.pattern).toBe(pattern);
    const uploads = found.observations.find(({ name }) => name === 'uploads')?.text;
    expect(uploads).toBe(
      kind === 'traffic-surge'
        ? undefined
        : '300 uploads of 4.1 kB on average over HTTP/2.0, 30 a minute.',
    );
  });

  it.each([
    ['POST', 'upload'],
    ['GET', 'crawler-burst'],
  ])('takes what fills memory with %s for %s', (method, kind) => {
    const names = { client: tally({ '192.0.2.1': 2 }), method: tally({ [method]: 2 }) };
    const fills = { cost: 'in-flight', response: { tauSeconds: 0, fills: true } } as const;
    const found = diagnose(
      sliceCase({ requests: 2, clients: 1, names }, { kind: 'crawler-burst', scored: fills }),
    );
    expect(found.kind).toBe(kind);
  });

  it('says by which facts', () => {
    const facts = {
      ...nobodies,
      oddAgents: 200,
      targets: targets({
        pages: { name: 'page', requests: 280, middle: 410, most: 903, climb: 0.8 },
      }),
    };
    const one = sliceCase(facts, { scored: { cost: 'requests' } });
    expect(
      diagnose(one)
        .observations.slice(0, 5)
        .map(({ text }) => text),
    ).toEqual([
      '250 clients made 1.2 of its requests each.',
      '< 1 % of these clients asked for a style sheet, script or picture; 93 % of the others did.',
      '100 % of its requests came from no other page (no referer).',
      '67 % of its requests name a browser that is long out of use, or never was on that system.',
      'It went through `page` up to 903, half of them beyond 410, ever deeper.',
    ]);
  });

  it('quotes what a log says, without its marks', () => {
    const names = { client: tally({ '192.0.2.1`](http://evil.example)': 300 }) };
    const [first] = diagnose(sliceCase({ clients: 1, names })).observations;
    expect(first?.text).toBe(
      "Client `192.0.2.1'](http://evil.example)` made all of its 300 requests.",
    );
  });
});
