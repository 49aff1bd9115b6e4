import { describe, expect, it } from 'vitest';
import type { CaseResult } from './evaluate-case.ts';
import { figuresOf } from './figures.ts';
import { evaluationJson } from './json.ts';
import type { Claim, Judgement } from './judge.ts';
import type { LabelledCase } from './labelled-case.ts';
import { madeCase, madeCulprit, madeIncident } from './made.ts';
import { evaluationMarkdown } from './tables.ts';

const nothing: Judgement = {
  found: undefined,
  named: [],
  rank: undefined,
  onsetSeconds: undefined,
  falseIncidents: 0,
  falseCulprits: 0,
  claim: undefined,
};

function result(
  judgement: Partial<Judgement> | undefined,
  facts: Partial<LabelledCase> = {},
): CaseResult {
  return {
    labelled: madeCase(facts),
    usage: { wallSeconds: 2, cpuSeconds: 3, peakBytes: 1e8 },
    report: undefined,
    judgement: judgement && { ...nothing, ...judgement },
    fault: judgement === undefined ? 'the time was up' : undefined,
  };
}

function claim(score: number, isRight: boolean): Claim {
  const culprit = madeCulprit('1.1', score);
  return { culprit, incident: madeIncident(10, 20, { culprits: [culprit] }), isRight };
}

const [window] = madeCase().windows;
const found: Judgement['found'] = window && {
  incident: madeIncident(10, 20),
  window,
  sharedMs: 600_000,
  shared: 1,
};
const quiet: Partial<LabelledCase> = { control: 'quiet', windows: [], culprits: [] };
const hog: Partial<LabelledCase> = { control: 'other-cause', culprits: [], family: 'hog' };
const burst: Partial<LabelledCase> = { ...hog, control: 'other-cause-with-burst' };

const hidden: Partial<LabelledCase> = { control: 'unidentifiable' };

const results: readonly CaseResult[] = [
  result({
    found,
    rank: 1,
    onsetSeconds: -30,
    claim: claim(0.8, true),
  }),
  result({
    found,
    rank: 3,
    onsetSeconds: 120,
    claim: claim(0.6, false),
  }),
  result({ found, onsetSeconds: 60 }),
  result(undefined),
  result({ falseIncidents: 2 }, quiet),
  result({ falseCulprits: 1, claim: claim(0.7, false) }, hog),
  result({ found }, burst),
];

const rivalries = results.slice(0, 4).map((own, at) => ({
  result: own,
  ranks: { 'most requests': at === 0 ? 1 : undefined, 'risk ratio': at === 1 ? 3 : undefined },
}));

describe('figures', () => {
  const figures = figuresOf(results, 1);

  it('count a case without a report as a miss', () => {
    expect(figures).toMatchObject({ cases: 7, faults: 1 });
    expect(figures.first).toMatchObject({ value: 0.25, n: 4 });
    expect(figures.amongThree?.value).toBe(0.5);
    expect(figures.reciprocalRank?.value).toBeCloseTo((1 + 1 / 3) / 4);
    expect(figures.found).toMatchObject({ value: 4 / 6, n: 6 });
  });

  it('take the onset without its sign, where the window was found', () => {
    expect(figures.onsetSeconds).toMatchObject({ n: 3, median: 60, max: 120 });
    expect(figures.onsetSteps).toMatchObject({ median: 1, max: 2 });
  });

  it('tell controls apart', () => {
    expect(figures.falseCulprits).toMatchObject({ value: 0.5, n: 2 });
    expect(figures.falseCulpritsOnBursts).toMatchObject({ value: 0, n: 1 });
    expect(figures.falseIncidents).toBe(2);
    expect(figures.falseIncidentsPerNodeWeek).toBe(2 * 24 * 7);
  });

  it('count who is called a culprit where none can be identified, and nothing else of such a case', () => {
    const blamed = result({ falseCulprits: 1, rank: 1 }, hidden);
    const told = figuresOf([...results, result({ rank: 1 }, hidden), blamed], 1);
    expect(told.culpritsOnUnidentifiable).toMatchObject({ value: 0.5, n: 2 });
    for (const name of ['first', 'amongThree', 'falseCulprits', 'falseIncidents'] as const) {
      expect(told[name]).toEqual(figures[name]);
    }
  });

  it('calibrate what was claimed', () => {
    expect(figures.brier).toMatchObject({ n: 3 });
    expect(figures.brier?.value).toBeCloseTo((0.2 ** 2 + 0.6 ** 2 + 0.7 ** 2) / 3);
  });

  it('of cases without a culprit have none of theirs', () => {
    expect(figuresOf([result({}, quiet)], 1)).not.toHaveProperty('first');
    expect(figuresOf([result({})], 1)).not.toHaveProperty('falseCulprits');
  });
});

it('are told as Markdown, a row for each case', () => {
  const ablated = [{ name: 'order', results }];
  const text = evaluationMarkdown({ results, ablated, degraded: [], rivalries }, 1);
  expect(text).toContain('| AC@1 ');
  expect(text.match(/^\| c1 /gm)).toHaveLength(results.length);
  expect(text).toContain('the time was up');
  expect(text).toMatch(/^\| order +\| +0\.25 \(0\.05 to 0\.70\) \| +0\.50 \(/m);
  expect(text).toMatch(
    /^\| most requests +\| 0\.25 \(0\.05 to 0\.70\) \| 0\.25 \(0\.05 to 0\.70\) \| 0\.25 \(/m,
  );
  for (const group of ['crawler', 'prometheus 60 s', 'combined']) {
    const row = text
      .split('\n')
      .find((line) => line.startsWith(`| ${group}`) && /most req/.test(line));
    expect(row).toMatch(
      /\| +4 \| 0\.25 \(0\.05 to 0\.70\) \| most requests \| 0\.25 \(.*\) \| 0\.00 \|$/,
    );
  }
});

it('are told as JSON', () => {
  const told = JSON.parse(evaluationJson({ results, ablated: [], degraded: [], rivalries }, 1)) as {
    pooled: unknown;
    cases: unknown[];
  };
  expect(told.pooled).toEqual(JSON.parse(JSON.stringify(figuresOf(results, 1))));
  expect(told.cases).toHaveLength(results.length);
});
