import { describe, expect, it } from 'vitest';
import { clientAborts } from '../../src/detectors/client-aborts.ts';
import type { Detection } from '../../src/detectors/detection.ts';
import { errorBurst } from '../../src/detectors/error-burst.ts';
import { rolledFacts } from '../../src/detectors/rolled-facts.ts';
import { saturation } from '../../src/detectors/saturation.ts';
import { slowDownloads } from '../../src/detectors/slow-downloads.ts';
import { slowUrl } from '../../src/detectors/slow-url.ts';
import { steadyGrowth } from '../../src/detectors/steady-growth.ts';
import { incidentIn, minutes, sceneOf, sliceOf, steady, stepSeries } from '../analysis/scenes.ts';
import { sliceCase, tally } from './cases.ts';

const incident = incidentIn(stepSeries([30, 40]), 30, 40);
const on = (route: string, status = '200', method = 'GET') => ({
  dimensions: { route, status, method, client: '192.0.2.1' },
});
/** A sample stands at the end of its minute: the incident's are the minutes from 29 on. */
const log = [
  ...steady([0, 29], 20, { ...on('/page'), lasts: 0.5 }),
  ...steady([29, 39], 20, { ...on('/page'), lasts: 5 }),
  ...steady([0, 29], 20, { ...on('/other'), lasts: 0.2 }),
  ...steady([29, 39], 20, { ...on('/other'), lasts: 0.3 }),
  ...steady([0, 29], 20, { ...on('/third'), lasts: 0.2 }),
  ...steady([29, 39], 20, { ...on('/third'), lasts: 0.2 }),
  ...steady([0, 39], 20, on('/cut')),
  ...steady([29, 39], 10, { ...on('/cut', '499'), aborted: true }),
  ...steady([0, 29], 20, on('/error')),
  ...steady([29, 39], 20, { ...on('/error', '503', 'POST'), failed: true }),
];
const scene = sceneOf(log, incident);

function textsOf(found: Detection | string): readonly string[] {
  return typeof found === 'string' ? [found] : found.observations.map(({ text }) => text);
}

function caseOf(
  subject: Parameters<typeof sliceOf>[1],
  settings: Parameters<typeof sliceCase>[1] = {},
) {
  const slice = sliceOf(scene, subject);
  return sliceCase(
    { names: { status: tally({ '503': 10 }) } },
    { scene, ...settings, scored: { slice, subject, ...settings.scored } },
  );
}

describe('detectors that ask the scene', () => {
  it('sets the slowness of a URL against that of everybody', () => {
    expect(textsOf(slowUrl(caseOf({ route: '/page' })))).toEqual([
      'A request took 5 s on average, 500 ms before: 10 times as long, a change 10 times that of the routes in the middle.',
    ]);
    expect(textsOf(slowUrl(caseOf({ route: '/third' })))).toEqual(['clear']);
    const blind = sceneOf(log, incident, 'none');
    expect(slowUrl({ ...caseOf({ route: '/page' }), scene: blind })).toBe('no-data');
  });

  it.each([
    ['large files that are read slowly', { lasts: 120, bytesOut: 25e6 }, {}, 'slow-downloads'],
    ['large files that are soon sent', { lasts: 2, bytesOut: 25e6 }, {}, undefined],
    ['pages that take long', { lasts: 120, bytesOut: 30_000 }, {}, undefined],
    [
      'large files beside much larger ones',
      { lasts: 120, bytesOut: 2e6 },
      { lasts: 20, bytesOut: 50e6 },
      undefined,
    ],
  ])('knows of %s whether they are slow downloads', (_, own, others, pattern) => {
    const sent = sceneOf(
      [
        ...steady([0, 60], 20, { ...on('/page'), bytesOut: 20_000, ...others }),
        ...steady([29, 39], 10, { ...on('/file.zip'), ...own }),
      ],
      incident,
    );
    const slice = sliceOf(sent, { route: '/file.zip' });
    const found = slowDownloads(
      sliceCase({}, { scene: sent, scored: { slice, cost: 'in-flight' } }),
    );
    expect(typeof found === 'string' ? undefined : found.pattern).toBe(pattern);
    if (pattern === undefined) return;
    expect(textsOf(found)[0]).toMatch(/^Its responses had about 2[45](\.\d)? MB, > 99 % of all/);
  });

  it('tells slow downloads of what is held while they last only', () => {
    const memory = sceneOf(log, incidentIn({ ...stepSeries([30, 40]), role: 'memory' }, 30, 40));
    expect(slowDownloads(sliceCase({}, { scene: memory }))).toBe('clear');
    expect(slowDownloads(sliceCase({}, { scored: { cost: 'requests' } }))).toBe('clear');
    expect(slowDownloads(sliceCase({}, { kind: 'client-aborts' }))).toBe('clear');
    expect(slowDownloads(caseOf({ route: '/page' }))).toBe('no-data');
  });

  it('sets aborts of a status against the whole route', () => {
    const one = caseOf({ route: '/cut', status: '499' }, { kind: 'client-aborts' });
    expect(textsOf(clientAborts(one))).toEqual([
      '67 % of the route’s 81 requests were given up by the client, 0 % before.',
    ]);
    expect(clientAborts(caseOf({ route: '/page' }))).toBe('clear');
  });

  it.each([
    ['408', 'clear'],
    ['499', '67 % of its 81 requests were given up by the client, 0 % before.'],
  ])('leaves aborts that are time-outs to who tells those: %s', (status, told) => {
    const one = caseOf({ route: '/cut' }, { kind: 'saturation' });
    const facts = { ...one.facts, names: { status: tally({ [status]: 54, '200': 27 }) } };
    expect(textsOf(clientAborts({ ...one, facts }))).toEqual([told]);
  });

  it('tells errors with their status', () => {
    expect(textsOf(errorBurst(caseOf({ route: '/error' }, { kind: 'error-burst' })))).toEqual([
      '100 % of its 27 requests ended in a server error, most of them 503, 0 % before.',
    ]);
    expect(errorBurst(caseOf({ route: '/page' }))).toBe('clear');
  });

  it('tells growth by what each request takes', () => {
    const scored = {
      cost: 'requests',
      response: { tauSeconds: Number.POSITIVE_INFINITY },
    } as const;
    const [text] = textsOf(steadyGrowth(caseOf({ route: '/page' }, { scored })));
    expect(text).toMatch(/^27 requests at 1 worker each make 27 workers\. /);
    expect(steadyGrowth(caseOf({ route: '/page' }))).toBe('clear');
  });

  it.each([
    ['a known limit', { capacity: 60 }, /at its limit of 60 workers for 10 min/],
    ['an evident one', {}, /at its evident limit of 60 workers for 10 min/],
    ['a limit far off', { capacity: 150 }, /^clear$/],
  ])('tells saturation at %s', (_, settings, text) => {
    const full = sceneOf(log, incidentIn(stepSeries([30, 40], settings), 30, 40));
    expect(textsOf(saturation(sliceCase({}, { scene: full })))[0]).toMatch(text);
  });
});

describe('rolledFacts', () => {
  const window = minutes(29, 39);
  const context = { totals: { requests: 30, firstMs: 0, lastMs: 0 }, window, largeFrom: undefined };

  it('tells the names that the rollup has pairs of, in the window alone', () => {
    const { names, clients } = rolledFacts(scene, { route: '/error' }, context);
    expect(names.method).toEqual(tally({ POST: 30 }));
    expect(names.status).toEqual(tally({ '503': 30 }));
    expect(clients).toBe(1);
  });

  it('tells none of a slice of two dimensions', () => {
    const facts = rolledFacts(scene, { route: '/error', status: '503' }, context);
    expect(facts).toEqual({ requests: 30, names: {} });
  });
});
