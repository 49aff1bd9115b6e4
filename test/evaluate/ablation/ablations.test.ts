import type { LoadHookContext, ResolveHookContext } from 'node:module';
import { describe, expect, it } from 'vitest';
import { Controls } from '../../../src/statistics/regression.ts';
import { ablated, ablations } from './ablations.ts';
import { addressWithout, initialize, load, resolve } from './module-hooks.ts';

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

it('holds the level alone constant where the rest of the traffic is not, however it is given', () => {
  const Without = ablated('rest of the traffic', Controls) as typeof Controls;
  const columns = [Float64Array.of(1, 1, 1, 1), Float64Array.of(0, 1, 0, 5)];
  const column = Float64Array.of(3, 4, 3, 8);
  for (const controls of [new Without(columns), new Without().hold(columns)]) {
    expect(controls.residual(column)).toEqual(Float64Array.of(-1.5, -0.5, -1.5, 3.5));
  }
  expect(new Controls(columns).residual(column)[3]).toBeCloseTo(0, 9);
});

it.each(['luck', 'order'])('refuses %s where it is not there', (name) => {
  expect(() => ablated(name, undefined)).toThrow(/there is no ablation|to switch off/);
});

const factors = 'file:///dist/src/analysis/factors.js';
const switched = { order: { module: 'analysis/factors', exported: 'orderWeight' } };

describe('a copy of the analysis', () => {
  const loaded = async (url: string): Promise<string> => {
    await initialize({ switched, ablations: 'a.js' });
    const next = (real: string): { format: 'module'; source: string } => ({
      format: 'module',
      source: real,
    });
    return String((await load(url, {} as LoadHookContext, next)).source);
  };

  it('has a module in place of the one in which something is switched off', async () => {
    const copy = addressWithout('order', factors);
    const source = await loaded(copy);
    expect(source).toContain('export const orderWeight = ablated("order", real.orderWeight);');
    expect(source).toContain(`export * from "${copy}&real"`);
    expect(await loaded(`${copy}&real`)).toBe(`${copy}&real`);
  });

  it.each([factors, addressWithout('fit', factors), `${factors}?other`])(
    'leaves %s as it is',
    async (url) => {
      expect(await loaded(url)).toBe(url);
    },
  );

  it.each([
    ['of itself', `${factors}?without=order`, './fit.js', 'fit.js?without=order'],
    ['of the whole analysis', factors, './fit.js', 'fit.js'],
    ['outside of it, shared', `${factors}?without=order`, '../rollup/grid.js', 'grid.js'],
  ])('imports modules %s', async (_, parentURL, specifier, expected) => {
    const next = (wanted: string): { format: 'module'; url: string } => ({
      format: 'module',
      url: new URL(wanted, parentURL).href,
    });
    const { url } = await resolve(specifier, { parentURL } as ResolveHookContext, next);
    expect(url.split('/').at(-1)).toBe(expected);
  });
});
