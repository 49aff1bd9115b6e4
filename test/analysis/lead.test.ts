import { describe, expect, it } from 'vitest';
import { leadOf } from '../../src/analysis/lead.ts';
import { incidentIn, sceneOf, steady, stepSeries } from './scenes.ts';

/** The resource steps up in the sample of minute 30 and down in that of minute 40. */
const scene = sceneOf(steady([0, 60], 30), incidentIn(stepSeries([30, 40]), 30, 40));
const { length } = scene.bins;

function stepAt(bin: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => (i >= bin && i < scene.to ? 8 : 2));
}

describe('leadOf', () => {
  it.each([
    ['together with', 0, 0],
    ['three steps before', -3, 180],
    ['two steps after', 2, -120],
  ])('of what rose %s the resource', (_, bins, seconds) => {
    expect(leadOf(scene, stepAt(scene.from + bins))).toBe(seconds);
  });

  it('of a ramp that had begun when the resource had risen is none', () => {
    const ramp = Float64Array.from({ length }, (_, i) => Math.max(0, i - scene.from + 1));
    expect(leadOf(scene, ramp)).toBe(0);
  });

  it('of a ramp that had not begun counts from a tenth of its way to the peak', () => {
    const ramp = Float64Array.from({ length }, (_, i) => Math.max(0, i - scene.from - 3));
    const steps = Math.ceil(0.1 * (scene.to - scene.from - 4));
    expect(leadOf(scene, ramp)).toBe(-60 * (3 + steps));
  });

  it('goes back no further than the incident is long', () => {
    const always = new Float64Array(length).fill(5);
    expect(leadOf(scene, always)).toBe(60 * (scene.to - scene.from));
  });

  it('of two that rise slowly is the same, whichever is noisier', () => {
    const slow = sceneOf(
      steady([0, 260], 30),
      incidentIn(stepSeries([100, 240], { until: 260 }), 100, 240),
    );
    const ramp = Float64Array.from({ length: slow.bins.length }, (_, i) =>
      Math.max(0, i - slow.from),
    );
    const noisy = ramp.map((value, i) => value + (i > slow.from ? 30 * (-1) ** i : 0));
    expect(Math.abs(leadOf(slow, ramp) - leadOf(slow, noisy))).toBeLessThanOrEqual(7 * 60);
  });

  it('takes a gap for no rise', () => {
    const gappy = stepAt(scene.from - 3);
    gappy[scene.from - 2] = Number.NaN;
    expect(leadOf(scene, gappy)).toBe(60);
  });
});
