import { expect, it } from 'vitest';
import { loadedWith, root } from '../support/loaded-with.ts';

it('help loads no command and no more than it prints with', () => {
  expect([...loadedWith(new URL('src/main.ts', root))].sort()).toEqual([
    'commander',
    'src/cli.ts',
    'src/errors.ts',
    'src/exit-status.ts',
    'src/file-errors.ts',
    'src/main.ts',
    'src/report/log-text.ts',
    'src/version.ts',
    'src/write-text.ts',
  ]);
});
