import { describe, expect, it } from 'vitest';
import type { Series } from '../../src/series/series.ts';
import { applyCapacities, type StatedCapacity } from '../../src/series/stated-capacity.ts';
import { seriesOf } from '../support/series.ts';

function series(name: string, role: Series['role'], facts: Partial<Series> = {}): Series {
  const unit = role === 'memory' || role === 'swap' ? 'bytes' : '1';
  return seriesOf([1, 2], { name, role, unit, ...facts });
}

function stated(facts: Partial<StatedCapacity>): StatedCapacity {
  return { role: 'workers', value: 150, source: 'configuration', text: 'said', ...facts };
}

function capacityOf(one: Series, all: readonly StatedCapacity[]): number | undefined {
  return applyCapacities([one], all).series[0]?.capacity;
}

const option = { source: 'option', value: 99 } as const;
const memory = { role: 'memory', value: 16e9, source: 'option' } as const;

describe('a stated capacity', () => {
  const cases: readonly (readonly [string, Series, readonly Partial<StatedCapacity>[], unknown])[] =
    [
      ['is that of its role', series('busy', 'workers'), [{}], 150],
      ['is not that of another', series('busy', 'threads'), [{}], undefined],
      ['is not of shares', series('busy', 'workers', { unit: 'ratio' }), [{}], undefined],
      ['goes before the metrics', series('busy', 'workers', { capacity: 7 }), [{}], 150],
      ['by option goes first', series('busy', 'workers'), [{}, option], 99],
      ['of its host', series('busy', 'workers', { node: 'web1.a.org' }), [{ host: 'web1' }], 150],
      [
        'of another host',
        series('busy', 'workers', { node: 'web2' }),
        [{ host: 'web1' }],
        undefined,
      ],
      ['of its server', series('apache_workers', 'workers'), [{ server: 'apache' }], 150],
      ['of another server', series('phpfpm_active', 'workers'), [{ server: 'apache' }], undefined],
      ['of any server by option', series('phpfpm_active', 'workers'), [option], 99],
      ['said twice alike', series('busy', 'workers'), [{}, {}], 150],
      ['said twice, not alike', series('busy', 'workers'), [{}, { value: 8 }], undefined],
      [
        'of one of two servers',
        series('apache_workers', 'workers'),
        [{ server: 'apache' }, { server: 'uwsgi', value: 8 }],
        150,
      ],
      ['is of the machine', series('memory used', 'memory'), [memory], 16e9],
      ['is not of a program', series('namedprocess_memory', 'memory'), [memory], undefined],
      ['is not of a container', series('container_memory_rss', 'memory'), [memory], undefined],
      [
        'is not of all the machine’s connections',
        series('node_netstat_Tcp_CurrEstab', 'connections'),
        [{ role: 'connections' }],
        undefined,
      ],
    ];

  it.each(cases)('%s', (_, one, all, expected) => {
    expect(capacityOf(one, all.map(stated))).toBe(expected);
  });

  it('tells the series that it bounds, and is told where it bounds none', () => {
    const all = [stated({}), stated({ role: 'swap' })];
    const { applied, series: bounded } = applyCapacities(
      [series('a', 'workers'), series('b', 'workers'), series('c', 'load')],
      all,
    );
    expect(applied.map(({ role, series: names }) => [role, names])).toEqual([
      ['workers', ['a', 'b']],
      ['swap', []],
    ]);
    expect(bounded.map(({ capacity }) => capacity)).toEqual([150, 150, undefined]);
  });
});
