import { expect, it } from 'vitest';
import { onlyComesAgain } from '../../src/analysis/come-again.ts';
import { Ownership } from '../../src/analysis/ownership.ts';
import type { Request } from '../../src/rollup/request.ts';
import { incidentIn, sceneOf, sliceOf, steady, stepSeries } from './scenes.ts';

const office = '192.0.2.10';
const home = '198.51.100.20';

/** Two clients over an hour; between minute 30 and 40 others of their requests come, every so many seconds, given up or not. */
function log(
  during: Readonly<Record<string, { readonly every: number; readonly aborted: boolean }>>,
): Request[] {
  return [office, home].flatMap((client) => {
    const dimensions = { route: '/', client };
    const more = during[client];
    return [
      ...steady([0, 60], 10, { dimensions }),
      ...(more ? steady([30, 40], more.every, { dimensions, aborted: more.aborted }) : []),
    ];
  });
}

it.each([
  ['gives up and comes again as all do', { aborted: true }, { aborted: true }, true],
  ['gives up where others are served', { aborted: true }, { aborted: false }, false],
  ['comes oftener, and is served', { aborted: false }, { aborted: true }, false],
] as const)('who %s', (_, own, others, answer) => {
  const requests = log({
    [office]: { every: 1, ...own },
    [home]: { every: 2, ...others },
  });
  const scene = sceneOf(requests, incidentIn(stepSeries([30, 40]), 30, 40), 'none');
  const slice = sliceOf(scene, { client: office });
  expect(onlyComesAgain(scene, slice)).toBe(answer);
  expect(new Ownership(scene, [slice]).weightOf(slice, 'requests') < 1).toBe(answer);
  expect(new Ownership(scene, [slice]).weightOf(slice, 'aborts')).toBe(1);
});

it('a client who comes no oftener than before does not come again', () => {
  const scene = sceneOf(log({}), incidentIn(stepSeries([30, 40]), 30, 40), 'none');
  expect(onlyComesAgain(scene, sliceOf(scene, { client: office }))).toBe(false);
});
