import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../parsers/compile-format.ts';
import { isMiss } from '../../parsers/contract.ts';
import { dimensions } from '../../src/rollup/dimension.ts';
import { NewKeyNames } from '../../src/rollup/key-names.ts';
import { RequestBatch } from '../../src/rollup/request-batch.ts';
import { ArgumentCount } from '../../src/second-look/argument-count.ts';
import { isAsset } from '../../src/second-look/asset-clients.ts';
import { ClientCount } from '../../src/second-look/client-ids.ts';
import { countLimits } from '../../src/second-look/count-limits.ts';
import { NameCount } from '../../src/second-look/name-count.ts';
import { PageCount } from '../../src/second-look/page-count.ts';
import { TargetCount } from '../../src/second-look/target-count.ts';

const format = compileFormat('combined');
if (isMiss(format)) throw new Error(format.reason);
const { parser } = format;

/** What is told of requests for these targets, of which those with a size of 9 MB are large. */
function countTargets(
  requests: readonly (readonly [target: string, bytes: number])[],
): TargetCount {
  const count = new TargetCount();
  for (const [target, size] of requests) {
    const line = `192.0.2.1 - - [21/Nov/2026:09:00:00 +0000] "GET ${target} HTTP/1.1" 200 ${size} "-" "-"\n`;
    const block = { bytes: Buffer.from(line), offset: 1000 };
    const request = { client: 0, clientName: () => '192.0.2.1', status: '200', bytes: size };
    count.add(block, 1000, parser, { ...request, isLarge: size >= 9e6 });
  }
  return count;
}

describe('TargetCount', () => {
  it('reads targets out of their lines', () => {
    const facts = countTargets([
      ['/export?range=all', 9e6],
      ['/export?range=all', 4e6],
      ['/export?range=day', 1000],
      ['/export', 900],
    ]).facts();
    expect(facts).toMatchObject({
      read: 4,
      cut: 1,
      repeated: { target: '/export?range=all', client: '192.0.2.1', requests: 2 },
      ofRoute: { large: 1, small: 3 },
    });
    const [range] = facts?.arguments ?? [];
    expect(range).toMatchObject({ name: 'range', requests: 3, large: 1, small: 2, values: 2 });
    expect(range?.telling).toEqual({ value: 'all', large: 1, small: 1 });
  });

  it('passes over lines that are not at hand, or of another format', () => {
    const count = new TargetCount();
    const request = { client: 0, clientName: () => '', status: '', bytes: -1, isLarge: undefined };
    count.add({ bytes: Buffer.from('no line of a log\n'), offset: 0 }, 0, parser, request);
    count.add({ bytes: new Uint8Array(0), offset: 0 }, 7, parser, request);
    expect(count.facts()).toBeUndefined();
  });

  it('keeps the arguments of others apart from those of the slice', () => {
    const count = countTargets([['/export?range=all', 9e6]]);
    const line =
      '192.0.2.9 - - [21/Nov/2026:09:00:00 +0000] "GET /export?range=day HTTP/1.1" 200 9 "-" "-"\n';
    count.addOther({ bytes: Buffer.from(line), offset: 0 }, 0, parser, false);
    const facts = count.facts();
    expect(facts?.arguments[0]).toMatchObject({ requests: 1, small: 0 });
    expect(facts?.ofRoute.arguments[0]).toMatchObject({ requests: 2, large: 1, small: 1 });
  });
});

describe('the bounds of a count', () => {
  const { parameters, values, repeats } = countLimits;
  const many = (most: number, target: (at: number) => string): TargetCount =>
    countTargets(Array.from({ length: most }, (_, at) => [target(at), 10]));

  it.each([
    ['no bound', many(3, (at) => `/list?page=${at}`), []],
    ['parameters', many(parameters + 1, (at) => `/a?p${at}=x`), ['parameters']],
    ['values', many(values + 1, (at) => `/a?id=${at}`), ['repeats', 'values']],
    ['the same pages again', many(repeats + 1, (at) => `/a/page/${at % 9}/`), ['repeats']],
  ])('are told where they are reached: %s', (_, count, hit) => {
    expect([...count.limitsHit].sort()).toEqual(hit);
  });
});

describe('ArgumentCount', () => {
  it.each([
    ['x=3f9a1c77', 1],
    ['x=1764012345678', 1],
    ['x=blue+shoes', 0],
    ['x=12', 0],
    ['x', 0],
  ])('%s: nobody would type %d of it', (query, opaque) => {
    const count = new ArgumentCount();
    count.add(query, undefined);
    expect(count.facts()[0]).toMatchObject({ name: 'x', opaque });
  });

  it('tells numbers that are greater in large responses', () => {
    const count = new ArgumentCount();
    for (const limit of [10, 50, 20]) count.add(`limit=${limit}`, false);
    for (const limit of [90_000, 50_000]) count.add(`limit=${limit}`, true);
    expect(count.facts()[0]?.numbers).toEqual({ leastOfLarge: 50_000, mostOfSmall: 50 });
  });

  it('keeps no more values than it may, and says so', () => {
    const count = new ArgumentCount();
    for (let i = 0; i <= countLimits.values; i++) count.add(`id=${i}`, undefined);
    expect(count.facts()[0]).toMatchObject({ values: countLimits.values, isMore: true });
  });
});

describe('PageCount', () => {
  it.each<[string, readonly string[], object | undefined]>([
    ['no pages', ['/a', '/b?q=1'], undefined],
    [
      'pages in queries',
      ['/a?page=1', '/a?page=2', '/a?page=30'],
      { name: 'page', requests: 3, middle: 2, most: 30 },
    ],
    ['pages in paths', ['/news/page/7/'], { name: 'page', requests: 1, middle: 7, most: 7 }],
    [
      'the name that most use',
      ['/a?p=1', '/a?start=20', '/a?start=40'],
      { name: 'start', most: 40 },
    ],
  ])('%s', (_, targets, facts) => {
    const count = new PageCount();
    for (const target of targets) {
      const [path = '', query = ''] = target.split('?');
      count.add(path, query);
    }
    if (facts === undefined) expect(count.facts()).toBeUndefined();
    else expect(count.facts()).toMatchObject(facts);
  });

  it('tells whether they grow with time', () => {
    const climbing = new PageCount();
    const falling = new PageCount();
    for (let page = 1; page <= 50; page++) {
      climbing.add('', `page=${page}`);
      falling.add('', `page=${100 - page}`);
    }
    expect(climbing.facts()?.climb).toBeCloseTo(1);
    expect(falling.facts()?.climb).toBeCloseTo(-1);
  });
});

describe('NameCount', () => {
  it('counts names across batches, and no more of them than it may', () => {
    const place = dimensions.indexOf('agent');
    const count = new NameCount(place, 2);
    for (const names of [
      ['a', 'b', 'b'],
      ['b', 'c', 'a'],
    ]) {
      const keys = dimensions.map(() => new NewKeyNames());
      const batch = new RequestBatch(keys);
      for (const [at, name] of names.entries()) {
        const column = batch.keys[place];
        if (column !== undefined) column[at] = keys[place]?.id(name) ?? 0;
        batch.length = at + 1;
        count.add(batch, at);
      }
      count.endBatch(batch);
    }
    expect(count.tally()).toEqual({
      named: 6,
      different: 2,
      isMore: true,
      most: [
        { name: 'b', requests: 3 },
        { name: 'a', requests: 2 },
      ],
    });
  });
});

describe('clients in common', () => {
  it.each([
    [[1, 2, 300], [2, 300, 7], 2],
    [[1], [], 0],
    [[], [1], undefined],
    [[1, -2], [1], undefined],
    [[1], [1, -2], undefined],
  ])('of %j and %j are %s', (one, other, common) => {
    const [a, b] = [new ClientCount(), new ClientCount()];
    for (const client of one) a.add(client);
    for (const client of other) b.add(client);
    expect(a.alsoIn(b)).toBe(common);
  });

  it.each([
    ['/style.css', true],
    ['/img/{hex}.PNG', true],
    ['/css', false],
    ['/export.php', false],
  ])('%s is an asset: %s', (route, is) => {
    expect(isAsset(route)).toBe(is);
  });
});
