/** `ablated-command.js <ablation> <arguments…>`: the command with one thing switched off, for the evaluation only. */
import { register } from 'node:module';
import { ablations } from './ablations.ts';
import type { HookData } from './module-hooks.ts';

const [name = '', ...argv] = process.argv.slice(2);
const found = ablations[name];
if (found === undefined) throw new Error(`there is no ablation ${name}`);
const data: HookData = {
  name,
  module: found.module,
  exported: found.exported,
  ablations: new URL('./ablations.js', import.meta.url).href,
};
register(new URL('./module-hooks.js', import.meta.url), { data });
process.argv.splice(2, Number.POSITIVE_INFINITY, ...argv);
const { main } = await import('../../../src/main.ts');
await main();
