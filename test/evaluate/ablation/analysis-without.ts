import { register } from 'node:module';
import type * as whole from '../../../src/analysis/analyse.ts';
import { ablations } from './ablations.ts';
import { addressWithout, type HookData } from './module-hooks.ts';

/** As of the whole analysis. */
export type Analyse = typeof whole.analyse;

let isRegistered = false;

/** The analysis with one thing switched off, loaded beside the whole one. Works as it is built only: hooks are for node's loader. */
export async function analysisWithout(name: string): Promise<Analyse> {
  if (!isRegistered) {
    const data: HookData = {
      switched: Object.fromEntries(
        Object.entries(ablations).map(([one, { module, exported }]) => [one, { module, exported }]),
      ),
      ablations: new URL('./ablations.js', import.meta.url).href,
    };
    register(new URL('./module-hooks.js', import.meta.url), { data });
    isRegistered = true;
  }
  const address = new URL('../../../src/analysis/analyse.js', import.meta.url).href;
  const { analyse } = (await import(addressWithout(name, address))) as typeof whole;
  return analyse;
}
