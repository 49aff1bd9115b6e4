import { expect, it } from 'vitest';
import { jointEvidence } from '../../src/compose/joint-evidence.ts';

const context = { series: 'used_memory', sharing: 2, idAt: (place: number) => `1.${place + 1}` };

it('tells what a culprit explains beside the others', () => {
  const [told, ...more] = jointEvidence({ share: 0.62, together: 0.93, inseparable: [] }, context);
  expect(more).toEqual([]);
  expect(told).toEqual({
    factor: 'joint-share',
    value: 0.62,
    text: 'Together the 2 slices that are named explain 93 % of how used_memory moved, this one 62 %.',
  });
});

it('says when the data cannot divide between it and others', () => {
  const [told] = jointEvidence({ share: 0.4, together: 0.8, inseparable: [0, 2] }, context);
  expect(told?.text).toMatch(/It moves too much like 1\.1 and 1\.3 to be told from it\.$/);
});

it('tells nothing of a single one', () => {
  expect(jointEvidence(undefined, context)).toEqual([]);
});
