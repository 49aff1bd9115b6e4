import { describe, expect, it } from 'vitest';
import { logsNamed } from '../../src/server-config/named-log.ts';

const logs = [
  { path: '/var/log/apache2/access.log' },
  { path: '/var/log/apache2/shop/access.log' },
  { path: '/var/log/apache2/other_vhosts_access.log' },
  { path: '/var/log/apache2/blog.%Y-%m-%d.log' },
  { path: '/srv/$host.log.txt' },
  { path: `\${LOG_DIR}/api.log` },
];

describe('the configured logs that a file is', () => {
  it.each([
    ['/var/log/apache2/access.log', [0]],
    ['/var/log/apache2/access.log.1', [0]],
    ['/var/log/apache2/access.log.14.gz', [0]],
    ['/var/log/apache2/access.log-20261121.xz', [0]],
    ['/var/log/apache2/shop/access.log.2.gz', [1]],
    ['/evidence/web1/var/log/apache2/shop/access.log', [1]],
    ['evidence/apache2/access.log.gz', [0]],
    ['copy/shop/access-20261121.log', [1]],
    ['/tmp/access.log', [0, 1]],
    ['/tmp/other_vhosts_access.log.3.gz', [2]],
    ['/tmp/blog.2026-11-21.log', [3]],
    ['/tmp/blog.2026-11-21.log.gz', [3]],
    ['/tmp/www.example.org.log.txt', [4]],
    ['/var/log/api.log', [5]],
    ['/tmp/access.log.old.txt', []],
    ['/tmp/ACCESS.LOG', []],
    ['-', []],
  ])('%s', (path, expected) => {
    expect(logsNamed(path, logs)).toEqual(expected.map((at) => logs[at]));
  });

  it('is the one of that very name rather than the one that was rotated', () => {
    const rotated = [{ path: '/a/access.log' }, { path: '/a/access.log.1' }];
    expect(logsNamed('/b/access.log.1', rotated)).toEqual([rotated[1]]);
  });
});
