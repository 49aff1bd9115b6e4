import { describe, expect, it } from 'vitest';
import { type Edges, edgesOf } from '../../src/analysis/edges.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

/** The edges of a resource of 10 that has these values from minute 30 on and is 10 again behind them; bins are minutes. */
function edgesWith(values: readonly number[], { until = 90 } = {}): Edges | undefined {
  const flat = stepSeries([30, 30 + values.length], { until });
  const series = {
    ...flat,
    values: flat.values.map((value, at) => values[at - 30] ?? value),
  };
  return edgesOf(sceneOf(steady([0, until], 30), incidentIn(series, 30, 30 + values.length)));
}

/** The bin of the first high sample, and minutes in which a server keeps what it does not need any more. */
const FIRST = 30;
const KEPT = 3;

describe('edgesOf', () => {
  it('is one bin of a step, and its way back with what is kept', () => {
    const edges = edgesWith([60, 60, 60, 60, 60, 60]);
    expect(edges).toEqual({
      rise: { from: FIRST, to: FIRST + 1 },
      height: 50,
      fall: { from: FIRST + 6 - KEPT, to: FIRST + 7 },
    });
  });

  it('ends the rise where most of the usual height is reached, whatever peak comes later', () => {
    const edges = edgesWith([20, 35, 50, 50, 50, 50, 50, 200, 50, 50]);
    expect(edges?.rise).toEqual({ from: FIRST, to: FIRST + 3 });
    expect(edges?.height).toBe(40);
  });

  it('takes the last ten minutes of the way up, where it was longer', () => {
    const ramp = Array.from({ length: 40 }, (_, at) => 10 + 2 * (at + 1));
    const rise = edgesWith(ramp)?.rise;
    expect((rise?.to ?? 0) - (rise?.from ?? 0)).toBe(10);
  });

  it('has no way back of what did not come back, or only bit by bit', () => {
    expect(edgesWith([60, 60, 60], { until: 32 })?.fall).toBeUndefined();
    const slowly = Array.from({ length: 50 }, (_, at) => 110 - 2 * at);
    expect(edgesWith(slowly)?.fall).toBeUndefined();
  });

  it('is nothing where nothing was before', () => {
    const always = stepSeries([0, 60]);
    expect(edgesOf(sceneOf(steady([0, 60], 30), incidentIn(always, 0, 60)))).toBeUndefined();
  });
});
