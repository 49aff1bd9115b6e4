/**
 * Node's hooks for modules (https://nodejs.org/docs/latest-v20.x/api/module.html#customization-hooks): the module that holds what is
 * switched off becomes one that exports all of the real one, and the one export in its ablated form. The command itself has no
 * switch for it, and cannot be run ablated by mistake.
 */
import type { InitializeHook, LoadHook } from 'node:module';

export interface HookData {
  readonly name: string;
  /** The end of the module's address. */
  readonly module: string;
  readonly exported: string;
  /** Where `ablated` is. */
  readonly ablations: string;
}

/** Marks the real module, which the other stands before. */
const REAL = '?real';

let wanted: HookData | undefined;

export const initialize: InitializeHook<HookData> = (data) => {
  wanted = data;
};

export const load: LoadHook = (url, context, nextLoad) => {
  if (wanted === undefined || !url.endsWith(`/src/${wanted.module}.js`))
    return nextLoad(url, context);
  const { name, exported, ablations } = wanted;
  const source = `
    import * as real from '${url}${REAL}';
    import { ablated } from '${ablations}';
    export * from '${url}${REAL}';
    export const ${exported} = ablated(${JSON.stringify(name)}, real.${exported});
  `;
  return { format: 'module', source, shortCircuit: true };
};
