import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../src/analysis/candidates.ts';
import { derivedCandidates } from '../../src/analysis/derived-candidates.ts';
import type { Scene } from '../../src/analysis/scene.ts';
import { type Scored, scoreCandidates } from '../../src/analysis/score.ts';
import { specificFindings } from '../../src/analysis/specificity.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Series } from '../../src/series/series.ts';
import { bufferedMemory, workers } from '../support/series.ts';
import { asLog, ordinaryStreams, type Stream, Traffic } from '../support/traffic.ts';
import { incidentIn, minutes, sceneOf, steady } from './scenes.ts';

const whole = minutes(0, 60);
const sampled = { ...whole, stepSeconds: 60 };
const hung: Stream = {
  route: '/hung',
  rate: 0.3,
  seconds: 60,
  bytes: 4000,
  clients: ['203.0.113.5'],
  agents: ['SeekportBot'],
};

/** Ordinary traffic, and one stream more in the incident of minutes 30 to 40. */
function sceneWith(
  stream: Stream,
  resource: (log: readonly Request[], when: typeof sampled) => Series = workers,
): { scene: Scene; scored: readonly Scored[] } {
  const traffic = new Traffic(12);
  const log = asLog(traffic.ordinary(whole), traffic.stream(stream, minutes(30, 40)));
  const scene = sceneOf(log, incidentIn(resource(log, sampled), 31, 42));
  return { scene, scored: scoreCandidates(scene, candidatesOf(scene.rollup).slices) };
}

function leadsOf(scored: readonly Scored[], scene: Scene): unknown[] {
  const ranked = [...scored].sort((a, b) => b.score - a.score);
  return specificFindings(ranked, scene).map(({ lead }) => lead.subject);
}

const BROAD = ['status', 'method', 'protocol', 'vhost', 'duration', 'size'];

describe('specificFindings', () => {
  it('names what was asked for and who asked, and keeps the other names as aliases', () => {
    const { scene, scored } = sceneWith(hung);
    const [first, ...others] = specificFindings(scored, scene);
    expect(first?.lead.subject).toEqual({ route: '/hung', client: '203.0.113.5' });
    expect(first?.aliases).toContainEqual({ route: '/hung' });
    expect(first?.aliases).toContainEqual({ agent: 'SeekportBot' });
    expect(others.map(({ lead }) => lead.score < 0.25)).not.toContain(false);
  });

  it.each(BROAD)(
    'is never led by a %s alone, nor by a usual status, however it scores',
    (dimension) => {
      const { scene, scored } = sceneWith(hung);
      const isIt = ({ subject }: Scored): boolean =>
        Object.keys(subject).join() === dimension ||
        subject.duration !== undefined ||
        subject.status === '200';
      const boosted = scored.map((one) => (isIt(one) ? { ...one, score: 1 } : one));
      const [first] = leadsOf(boosted, scene);
      expect(first).toEqual({ route: '/hung', client: '203.0.113.5' });
    },
  );

  it('tells no alias that is everybody: GET, HTTP/1.1, status 200', () => {
    const { scene, scored } = sceneWith(hung);
    for (const { aliases } of specificFindings(scored, scene)) {
      for (const alias of aliases) {
        expect(Object.keys(alias).filter((name) => BROAD.includes(name))).toEqual([]);
      }
    }
  });

  it('does not put a client in the place of a route that several share', () => {
    const clients = ['203.0.113.5', '198.18.0.6', '192.0.2.7'];
    const { scene, scored } = sceneWith({
      ...hung,
      clients,
      agents: ['Firefox/140.0', 'Safari/26.0'],
    });
    const [first] = specificFindings(scored, scene);
    expect(first?.lead.subject).toEqual({ route: '/hung' });
    const named = first?.aliases.flatMap(({ client }) => (client === undefined ? [] : [client]));
    expect(named).toEqual([]);
  });

  it('may be led by the size of responses, where bytes are the cost and no page is to blame', () => {
    const routes = ordinaryStreams.map(({ route }) => route);
    const traffic = new Traffic(13);
    const large = routes.flatMap((route) =>
      traffic.stream({ ...hung, route, rate: 0.02, bytes: 3e8, clients: [route] }, minutes(30, 40)),
    );
    const log = asLog(traffic.ordinary(whole), large);
    const scene = sceneOf(log, incidentIn(bufferedMemory(log, sampled), 31, 41));
    const scored = scoreCandidates(scene, candidatesOf(scene.rollup).slices).filter(
      ({ subject, slice }) => slice !== undefined && Object.keys(subject).join() === 'size',
    );
    expect(leadsOf(scored, scene)).toEqual([{ size: '100MB-1GB' }]);
  });

  it('is led by all traffic only where no slice carries half of its surplus', () => {
    const { scene, scored } = sceneWith(hung);
    const all = scored.find(({ slice }) => slice === undefined);
    const route = scored.find(({ subject }) => JSON.stringify(subject) === '{"route":"/hung"}');
    expect(all?.cost).toBe(route?.cost);
    if (all === undefined || route === undefined) return;
    const everybody = { ...all, score: 0.9, excess: 10 };
    expect(leadsOf([everybody, { ...route, score: 0.6, excess: 6 }], scene)).toEqual([
      { route: '/hung' },
    ]);
    const small = { ...route, score: 0.6, excess: 4 };
    const asked = [everybody, small].map((one) => ({ ...one, cost: 'requests' as const }));
    expect(leadsOf(asked, scene)[0]).toEqual({});
  });

  it('is not led by all traffic where all others only wait for those who hold the workers', () => {
    const { scene, scored } = sceneWith(hung);
    const all = scored.find(({ slice }) => slice === undefined);
    const route = scored.find(({ subject }) => JSON.stringify(subject) === '{"route":"/hung"}');
    expect([all?.cost, route?.cost]).toEqual(['in-flight', 'in-flight']);
    if (all === undefined || route === undefined) return;
    const waiting = [
      { ...all, score: 0.9, excess: 10 },
      { ...route, score: 0.6, excess: 4 },
    ];
    expect(leadsOf(waiting, scene)[0]).toEqual({ route: '/hung' });
  });

  it('takes a page that slowed down alone for no victim, though none of the others explain anything', () => {
    const at = (route: string) => ({ dimensions: { route, method: 'GET' } });
    const log = [
      ...['/a', '/b', '/c'].flatMap((route) => steady([0, 60], 10, { ...at(route), lasts: 2 })),
      ...steady([0, 30], 10, { ...at('/stock'), lasts: 2 }),
      ...steady([30, 40], 10, { ...at('/stock'), lasts: 60 }),
      ...steady([40, 60], 10, { ...at('/stock'), lasts: 2 }),
    ];
    const scene = sceneOf(log, incidentIn(workers(log, sampled), 31, 42));
    const candidates = candidatesOf(scene.rollup).slices;
    const telling = scoreCandidates(scene, candidates).filter(
      ({ subject }) => subject.route === '/stock',
    );
    const [first] = specificFindings(telling, scene, candidates);
    expect(first?.lead.subject).toEqual({ route: '/stock' });
    expect(first?.lead.weights.ownership).toBe(1);
    // With nobody else to compare with it slowed down like everybody.
    expect(specificFindings(telling, scene)[0]?.lead.weights.ownership).toBeLessThan(1);
  });

  it.each([
    [0.3, { route: '/hung', client: '203.0.113.5' }],
    [0.1, { new: 'client' }],
  ])('is led by what is new only where nobody is named: %d', (score, expected) => {
    const { scene, scored } = sceneWith(hung);
    const named = scored.find(
      ({ subject }) => subject.route === '/hung' && subject.client !== undefined,
    );
    if (named === undefined) throw new Error('nobody is named');
    const strangers = {
      ...named,
      subject: { new: 'client' },
      score: 0.9,
      excess: 3 * named.excess,
    };
    expect(leadsOf([strangers, { ...named, score }], scene)[0]).toEqual(expected);
  });

  it('tells no agent by the name of another one that did the like', () => {
    const agents = ['Firefox', 'Chrome'];
    const requests = agents.flatMap((agent) => [
      ...steady([0, 60], 60, { dimensions: { route: '/usual', agent } }),
      ...steady([30, 40], 4, { dimensions: { route: '/report', agent }, lasts: 30 }),
    ]);
    const scene = sceneOf(requests, incidentIn(workers(requests, sampled), 30, 41));
    const scored = scoreCandidates(scene, candidatesOf(scene.rollup).slices);
    const findings = specificFindings(scored, scene);
    expect(findings).not.toEqual([]);
    for (const { lead, aliases } of findings) {
      const named = [lead.subject, ...aliases].flatMap(({ agent }) => agent ?? []);
      expect(new Set(named).size).toBeLessThan(2);
    }
  });

  describe('where all pages of a folder hang', () => {
    const times: readonly (readonly [number, number, number])[] = [
      [0, 30, 1],
      [30, 40, 80],
      [40, 60, 1],
    ];
    const pages = ['a', 'b', 'c', 'd'].flatMap((page, at) =>
      times.flatMap(([from, to, lasts]) =>
        steady([from, to], 15 + at, {
          dimensions: { route: `/app/${page}`, agent: `Browser ${at % 3}` },
          lasts,
        }),
      ),
    );
    const rest = ['/x', '/y'].flatMap((route) =>
      steady([0, 60], 3, { dimensions: { route, agent: 'Browser 0' }, lasts: 0.1 }),
    );
    const log = [...pages, ...rest].sort((a, b) => a.startMs - b.startMs);
    const scene = sceneOf(log, incidentIn(workers(log, sampled), 31, 42));
    const candidates = [
      ...candidatesOf(scene.rollup).slices,
      ...derivedCandidates(scene.rollup).slices,
    ];
    const scored = scoreCandidates(scene, candidates);
    /** With the score of the folder's pages, or of who asked for them, as many times the folder's. */
    const leadWith = (ratio: number, isIt: (one: Scored) => boolean): unknown => {
      const folder = scored.find(({ subject }) => subject.folder === '/app/')?.score ?? 0;
      const others = scored.map((one) => (isIt(one) ? { ...one, score: ratio * folder } : one));
      return leadsOf(others, scene)[0];
    };

    it.each([
      ['a page that goes with the resource a little better', 'route', '/app/a', 1.1],
      ['a page that does so far better', 'route', '/app/a', 1.9],
      ['an agent that asked for some of them', 'agent', 'Browser 1', 1.1],
    ] as const)('names the folder rather than %s', (_, dimension, name, ratio) => {
      const lead = leadWith(ratio, ({ subject }) => subject[dimension] === name);
      expect(lead).toEqual({ folder: '/app/' });
    });

    it('names an agent that explains far more than the folder', () => {
      expect(leadWith(1.5, ({ subject }) => subject.agent === 'Browser 1')).toMatchObject({
        agent: 'Browser 1',
      });
    });
  });

  it('finds nothing in nothing', () => {
    const { scene } = sceneWith(hung);
    expect(specificFindings([], scene)).toEqual([]);
  });
});
