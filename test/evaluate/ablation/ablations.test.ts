import type { LoadHookContext } from 'node:module';
import { expect, it } from 'vitest';
import { ablated, ablations } from './ablations.ts';
import { initialize, load } from './module-hooks.ts';

it.each(Object.entries(ablations))(
  '%s switches off what is there',
  async (name, { module, exported }) => {
    const address = new URL(`../../../src/${module}.ts`, import.meta.url).href;
    const real = (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
    expect(typeof real[exported]).toBe('function');
    expect(typeof ablated(name, real[exported])).toBe('function');
  },
);

it('takes a weight for one, and leaves the others', () => {
  const real = (weights: unknown): unknown => weights;
  const without = ablated('coverage', real) as typeof real;
  expect(without({ coverage: 0.2, order: 0.3 })).toEqual({ coverage: 1, order: 0.3 });
});

it.each(['luck', 'order'])('refuses %s where it is not there', (name) => {
  expect(() => ablated(name, undefined)).toThrow(/there is no ablation|to switch off/);
});

it('puts a module before the real one, and leaves the others alone', async () => {
  const data = {
    name: 'order',
    module: 'analysis/factors',
    exported: 'orderWeight',
    ablations: 'a.js',
  };
  await initialize(data);
  const context = {} as LoadHookContext;
  const next = (url: string): { format: 'module'; source: string } => ({
    format: 'module',
    source: url,
  });
  const { source } = await load('file:///dist/src/analysis/factors.js', context, next);
  expect(String(source)).toContain(
    'export const orderWeight = ablated("order", real.orderWeight);',
  );
  for (const url of [
    'file:///dist/src/analysis/fit.js',
    'file:///dist/src/analysis/factors.js?real',
  ]) {
    expect((await load(url, context, next)).source).toBe(url);
  }
});
