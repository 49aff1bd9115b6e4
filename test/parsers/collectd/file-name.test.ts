import { expect, it } from 'vitest';
import { collectdName, isStockName } from '../../../parsers/collectd/file-name.ts';

it.each([
  [
    '/var/lib/collectd/rrd/web-1/df-var-log/df_complex-free.rrd',
    {
      hostFolder: '/var/lib/collectd/rrd/web-1',
      plugin: 'df',
      pluginInstance: 'var-log',
      type: 'df_complex',
      typeInstance: 'free',
    },
    true,
  ],
  ['web1/load/load.rrd', { hostFolder: 'web1', plugin: 'load', type: 'load' }, true],
  ['load/load.rrd', { hostFolder: '', plugin: 'load', type: 'load' }, true],
  ['example.org/web1/load.rrd', { hostFolder: 'example.org', plugin: 'web1', type: 'load' }, false],
])('takes %s apart', (path, name, stock) => {
  const read = collectdName(path);
  expect(read).toEqual(name);
  expect(read !== undefined && isStockName(read)).toBe(stock);
});

it.each(['load.rrd', 'web1/load/load', 'web1/-0/load.rrd', ''])('finds no name in %j', (path) => {
  expect(collectdName(path)).toBeUndefined();
});
