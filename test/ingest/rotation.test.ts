import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oldestFirst, rotationOf, withoutTwins } from '../../src/ingest/rotation.ts';

describe('rotationOf', () => {
  it.each([
    ['/l/access.log', '/l/access.log', 'current', ''],
    ['/l/access.log.gz', '/l/access.log', 'current', ''],
    ['/l/access.log.1', '/l/access.log', 'numbered', '1'],
    ['/l/access.log.12.gz', '/l/access.log', 'numbered', '12'],
    ['/l/access.1.log', '/l/access.log', 'numbered', '1'],
    ['/l/access.log-20261120.gz', '/l/access.log', 'dated', '20261120'],
    ['/l/access-20261120.log', '/l/access.log', 'dated', '20261120'],
    ['/l/access.2026-11-20.log.xz', '/l/access.log', 'dated', '20261120'],
    ['/l/access.log-2026112014', '/l/access.log', 'dated', '2026112014'],
    ['/l/access.log-20261120-140500', '/l/access.log', 'dated', '20261120140500'],
    ['/l/access_log.1763605800', '/l/access_log', 'dated', '1763605800'],
    ['/l/access.log-202611', '/l/access.log', 'dated', '202611'],
    ['/l/10.0.0.12-access.log', '/l/10.0.0.12-access.log', 'current', ''],
  ])('%s is of %s, %s %s', (path, set, kind, mark) => {
    expect(rotationOf(path)).toEqual({ set, kind, mark });
  });
});

describe('oldestFirst', () => {
  it.each([
    [
      ['access.log', 'access.log.1', 'access.log.10.gz', 'access.log.2.gz'],
      ['access.log.10.gz', 'access.log.2.gz', 'access.log.1', 'access.log'],
    ],
    [
      ['a.log', 'a.log-20261119.gz', 'a.log-20261120', 'b.log', 'b.log.1'],
      ['a.log-20261119.gz', 'a.log-20261120', 'a.log', 'b.log.1', 'b.log'],
    ],
    [
      ['b.log', 'a.log', 'b.log.1'],
      ['b.log.1', 'b.log', 'a.log'],
    ],
    [
      ['web2/access.log', 'web1/access.log'],
      ['web2/access.log', 'web1/access.log'],
    ],
  ])('%j', (paths, ordered) => {
    expect(oldestFirst(paths, (path) => path)).toEqual(ordered);
  });

  it('keeps every item, and does not ask in which order one set came', () => {
    const names = fc.constantFrom(
      'a.log',
      'a.log.1',
      'a.log.2.gz',
      'a.log-20261120',
      'a.log-20261121',
    );
    fc.assert(
      fc.property(fc.uniqueArray(names), (paths) => {
        const ordered = oldestFirst(paths, (path) => path);
        expect([...ordered].sort()).toEqual([...paths].sort());
        expect(oldestFirst([...paths].reverse(), (path) => path)).toEqual(ordered);
      }),
    );
  });
});

it('a log that is just being compressed counts once', () => {
  expect(withoutTwins(['a.log', 'a.log.1', 'a.log.1.gz', 'a.log.2.gz'])).toEqual([
    'a.log',
    'a.log.1',
    'a.log.2.gz',
  ]);
});
