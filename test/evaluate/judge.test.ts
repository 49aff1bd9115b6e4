import { describe, expect, it } from 'vitest';
import type { Incident, Report } from '../../src/report/report.ts';
import { judge, type LinesFinder } from './judge.ts';
import type { LabelledCase } from './labelled-case.ts';
import { madeCase, madeCulprit, madeIncident, madeLines } from './made.ts';

const lines = madeLines(
  Array.from({ length: 40 }, (_, at) => (at >= 10 && at < 20 ? 1 + (at % 2) : 0)),
);

/** Culprit x.1 is every other line, x.2 the true one's, x.3 all. */
const finder: LinesFinder = ({ id }) => {
  const place = Number(id.split('.')[1]);
  const isNamed = (line: number): boolean => place === 3 || line % 2 === place % 2;
  const named = new Set([...lines.texts.keys()].filter((line) => line < 22 && isNamed(line)));
  return Promise.resolve([{ lines, named }]);
};

function reportOf(...incidents: readonly Incident[]): Report {
  const inputs = { logs: [], series: [] };
  return {
    schema: 'culprit/report@1',
    verdict: 'suspect',
    inputs,
    incidents,
    timeline: [],
    limits: [],
  };
}

function judged(
  incidents: readonly Incident[],
  facts: Partial<LabelledCase> = {},
): ReturnType<typeof judge> {
  return judge(madeCase(facts), reportOf(...incidents), finder);
}

const guilty = [madeCulprit('1.1', 0.9), madeCulprit('1.2', 0.4), madeCulprit('1.3', 0.3)];

describe('a case with a culprit', () => {
  it('has the rank of the first hit, its onset, and the claim of what is first', async () => {
    const found = madeIncident(12, 20, { culprits: guilty });
    const { rank, named, onsetSeconds, claim } = await judged([found]);
    expect(rank).toBe(2);
    expect(named.map(({ degree }) => degree)).toEqual(['miss', 'hit', 'partial']);
    expect(onsetSeconds).toBe(120);
    expect(claim?.isRight).toBe(false);
  });

  it('is hit by one of several culprits, or by all together', async () => {
    const culprits = [1, 2].map((id) => ({ id, weighings: ['count'] as const }));
    const windows = madeCase().windows.map((window) => ({ ...window, culprits: [1, 2] }));
    const found = madeIncident(10, 20, { culprits: guilty });
    const { rank, named } = await judged([found], { culprits, windows });
    expect(rank).toBe(1);
    expect(named.map(({ degree }) => degree)).toEqual(['hit', 'hit', 'hit']);
  });

  it('that is not found has no rank; what is named elsewhere is false', async () => {
    const { rank, found, named, falseIncidents, falseCulprits, claim } = await judged([
      madeIncident(30, 40, { culprits: guilty }),
      madeIncident(45, 50, { culprits: [madeCulprit('2.1', 0.95, 'suspect')] }),
    ]);
    expect({ rank, found, named }).toEqual({ rank: undefined, found: undefined, named: [] });
    expect({ falseIncidents, falseCulprits }).toEqual({ falseIncidents: 2, falseCulprits: 1 });
    expect(claim?.culprit.id).toBe('2.1');
  });
});

describe('a control', () => {
  const control: Partial<LabelledCase> = { control: 'other-cause', culprits: [] };

  it('may have an incident, but no culprit', async () => {
    const innocent = await judged([madeIncident(10, 20)], control);
    expect(innocent).toMatchObject({ falseIncidents: 0, falseCulprits: 0, claim: undefined });
    const blamed = await judged([madeIncident(10, 20, { culprits: guilty })], control);
    expect(blamed).toMatchObject({ falseCulprits: 1, rank: undefined, named: [] });
    expect(blamed.claim?.isRight).toBe(false);
  });

  it('has no culprit either where none can be identified, though its lines are judged', async () => {
    const hidden = { control: 'unidentifiable' } as const;
    const blamed = await judged([madeIncident(10, 20, { culprits: guilty })], hidden);
    expect(blamed).toMatchObject({ falseCulprits: 1, falseIncidents: 0 });
    expect(blamed.named).toHaveLength(guilty.length);
    const culprits = [madeCulprit('1.1', 0.4)];
    expect((await judged([madeIncident(10, 20, { culprits })], hidden)).falseCulprits).toBe(0);
  });

  it('may name a suspect', async () => {
    const culprits = [madeCulprit('1.1', 0.4)];
    expect((await judged([madeIncident(10, 20, { culprits })], control)).falseCulprits).toBe(0);
  });
});
