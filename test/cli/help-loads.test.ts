import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

/** Imports that are followed when a module is loaded: not those of types, nor those that wait for a command. */
const STATIC_IMPORT = /^(?:import|export)\s(?!type\s)[^;]*?from\s'([^']+)'/gm;

/** The modules that are loaded with one of the project's, itself included; packages by name. */
function loadedWith(module: URL, found: Set<string> = new Set()): Set<string> {
  const path = module.href.slice(root.href.length);
  if (found.has(path)) return found;
  found.add(path);
  for (const [, wanted = ''] of readFileSync(module, 'utf8').matchAll(STATIC_IMPORT)) {
    if (wanted.startsWith('.')) loadedWith(new URL(wanted, module), found);
    else found.add(wanted);
  }
  return found;
}

it('help loads no command and no more than it prints with', () => {
  expect([...loadedWith(new URL('src/main.ts', root))].sort()).toEqual([
    'commander',
    'src/cli.ts',
    'src/errors.ts',
    'src/exit-status.ts',
    'src/main.ts',
    'src/report/log-text.ts',
  ]);
});
