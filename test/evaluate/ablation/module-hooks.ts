/**
 * Node's hooks for modules (https://nodejs.org/docs/latest-v20.x/api/module.html#customization-hooks): an address of the analysis that
 * ends in `?without=<name>` is a copy of it, of modules of its own, in which one export is replaced. The command itself has no switch
 * for it, and cannot be run ablated by mistake.
 */
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';

export interface HookData {
  /** By the name of the ablation: the end of the module's address without `.js`, and the export that is replaced. */
  readonly switched: Readonly<
    Record<string, { readonly module: string; readonly exported: string }>
  >;
  /** Where `ablated` is. */
  readonly ablations: string;
}

/** What is copied. All else, rollups above all, is shared with the analysis that is whole. */
const COPIED: readonly string[] = ['/src/analysis/', '/src/statistics/'];
const WITHOUT = 'without';
/** Marks the real module, which the other stands before. */
const REAL = 'real';

let data: HookData | undefined;

export const initialize: InitializeHook<HookData> = (given) => {
  data = given;
};

/** The address of a copy of a module of the analysis. */
export function addressWithout(name: string, address: string): string {
  const url = new URL(address);
  url.searchParams.set(WITHOUT, name);
  return url.href;
}

/** What a module of a copy imports is of the same copy. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const resolved = await nextResolve(specifier, context);
  const name = nameIn(context.parentURL);
  if (name === undefined || nameIn(resolved.url) !== undefined) return resolved;
  const { pathname } = new URL(resolved.url);
  if (!COPIED.some((room) => pathname.includes(room))) return resolved;
  return { ...resolved, url: addressWithout(name, resolved.url) };
};

export const load: LoadHook = (url, context, nextLoad) => {
  const name = nameIn(url);
  const found = name === undefined ? undefined : data?.switched[name];
  const { pathname, searchParams } = new URL(url);
  const isReal = searchParams.has(REAL);
  if (data === undefined || found === undefined || isReal) return nextLoad(url, context);
  if (!pathname.endsWith(`/src/${found.module}.js`)) return nextLoad(url, context);
  const real = JSON.stringify(`${url}&${REAL}`);
  const source = `
    import * as real from ${real};
    import { ablated } from ${JSON.stringify(data.ablations)};
    export * from ${real};
    export const ${found.exported} = ablated(${JSON.stringify(name)}, real.${found.exported});
  `;
  return { format: 'module', source, shortCircuit: true };
};

function nameIn(address: string | undefined): string | undefined {
  if (address === undefined || !address.startsWith('file:')) return undefined;
  return new URL(address).searchParams.get(WITHOUT) ?? undefined;
}
