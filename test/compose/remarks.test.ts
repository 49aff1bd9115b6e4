import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { Scene } from '../../src/analysis/scene.ts';
import type { Scored } from '../../src/analysis/score.ts';
import { composeReport } from '../../src/compose/compose.ts';
import { contrastText } from '../../src/compose/contrast-text.ts';
import { hintLimits } from '../../src/compose/hint-limits.ts';
import { remarksOf } from '../../src/compose/remarks.ts';
import type { DurationSource } from '../../src/incidents/tier.ts';
import type { Subject } from '../../src/rollup/dimension.ts';
import { hostOf } from '../analysis/mechanisms.ts';
import { seriesOf } from '../support/series.ts';
import { crawlerDay, partsOf, trouble } from './parts.ts';

const none = { flat: 0, risen: 0 };

describe('how other hosts fared', () => {
  it.each([
    [{ without: { flat: 5, risen: 0 }, with: none }, '5 of 5 other hosts without it stayed flat.'],
    [{ without: { flat: 0, risen: 1 }, with: none }, '0 of 1 other host without it stayed flat.'],
    [
      { without: { flat: 2, risen: 1 }, with: { flat: 0, risen: 2 } },
      '2 of 3 other hosts without it stayed flat. 2 of 2 other hosts with it rose as well.',
    ],
  ])('%j', (contrast, text) => {
    expect(contrastText(contrast)).toBe(text);
  });
});

describe('incidents of several hosts at one time', () => {
  const day = crawlerDay();
  const analysis = analyse([hostOf(day, 'web1'), hostOf(day, 'web2')], { top: 3 });
  const { incidents } = composeReport(partsOf(day, { analysis }));

  it('are linked', () => {
    expect(incidents.map(({ id, linked }) => [id, linked])).toEqual([
      ['1', ['2']],
      ['2', ['1']],
    ]);
    expect(incidents[0]?.reasons).toContainEqual({
      code: 'same-time',
      text: 'web2 was unwell at the same time: see incident 2.',
    });
  });

  it('have the contrast among their evidence, and it is a factor of the score', () => {
    const [first] = incidents[0]?.culprits ?? [];
    const contrast = first?.evidence.find(({ factor }) => factor === 'farm-contrast');
    expect(contrast).toEqual({
      factor: 'farm-contrast',
      value: 1,
      text: '1 of 1 other host with it rose as well.',
    });
  });
});

describe('an incident of the log alone', () => {
  const day = { ...crawlerDay(), series: [] };
  const [incident] = composeReport(partsOf(day)).incidents;

  it('says that nobody is more than a suspect, and speaks of no other traffic held constant', () => {
    expect(incident?.reasons.map(({ code }) => code)).toEqual(['log-only']);
    const texts = incident?.culprits[0]?.evidence.map(({ text }) => text) ?? [];
    expect(texts.join(' ')).not.toContain('held constant');
    expect(texts).toContain('It is itself a part of what rose.');
  });
});

describe('hints at which nothing was to be seen', () => {
  const day = crawlerDay();
  const look = { hint: { timeMs: trouble.fromMs, source: '--at' }, isElsewhere: false };
  const unmet = [
    { ...look, series: 0, nearest: undefined },
    { ...look, series: 3, nearest: { series: seriesOf([1], { name: 'load1' }), share: 0.24 } },
    {
      ...look,
      hint: { ...look.hint, host: 'db9' },
      isElsewhere: true,
      series: 0,
      nearest: undefined,
    },
  ];
  const { analysis } = partsOf(day);

  it('are told with what was looked at', () => {
    const texts = hintLimits(partsOf(day, { analysis: { ...analysis, unmet } })).map(
      ({ text }) => text,
    );
    const at = '2026-11-21 10:25:00 +01:00';
    expect(texts).toEqual([
      `--at points at ${at}: neither logs nor metrics cover 2026-11-21 09:55:00 to 10:40:00 +01:00.`,
      `--at points at ${at}: 3 series with samples 2026-11-21 09:55:00 to 10:40:00 +01:00 were looked at, and none left its baseline. The nearest to it was load1, with 24 % of the least rise that counts.`,
      `--at points at ${at} on db9, of which there is no log here.`,
    ]);
  });

  it('are counted where there are many', () => {
    const many = new Array(9).fill(unmet[0]);
    const limits = hintLimits(partsOf(day, { analysis: { ...analysis, unmet: many } }));
    expect(limits).toHaveLength(5);
    expect(limits[4]?.text).toMatch(/ The same goes for 4 other hints\.$/);
  });
});

describe('memory that no request was there to hold', () => {
  const day = crawlerDay();
  const [found] = partsOf(day).analysis.incidents;

  it('is told with the count that says so', () => {
    if (found === undefined) throw new Error('no incident');
    const [series] = day.series;
    if (series === undefined) throw new Error('no series');
    const unseen = { series, rise: 0.25 };
    expect(remarksOf({ ...found, unseen }, [found])).toContainEqual({
      code: 'held-by-no-request',
      text: `The log has no durations, and ${series.name} rose by 0.25 only: so few requests do not hold what ${series.name} rose by, so that nobody is called more than a suspect.`,
    });
  });
});

describe('a log without durations', () => {
  const day = crawlerDay();
  const [analysed] = partsOf(day).analysis.incidents;
  const remarked = (subject: Subject, durations: DurationSource): string[] => {
    const [culprit] = analysed?.culprits ?? [];
    if (analysed === undefined || culprit === undefined) throw new Error('nobody is named');
    const { tier } = analysed.scene;
    const scene = new Scene(analysed.incident, { ...tier, durations });
    const lead: Scored = {
      ...culprit.finding.lead,
      subject,
      cost: 'requests',
      response: { tauSeconds: 0 },
    };
    const culprits = [{ ...culprit, finding: { ...culprit.finding, lead } }];
    return remarksOf({ ...analysed, scene, culprits }, []).map(({ code }) => code);
  };

  it.each<[Subject, DurationSource, string[]]>([
    [{ client: '192.0.2.1' }, 'none', ['number-alone']],
    [{ status: '504' }, 'none', ['waits-untold']],
    [{ route: '/', status: '499' }, 'none', ['waits-untold']],
    [{ route: '/' }, 'none', []],
    [{ client: '192.0.2.1' }, 'logged', []],
    [{ status: '504' }, 'logged', []],
  ])(
    'says of %j, durations %s, why nobody is more than a suspect: %j',
    (subject, durations, codes) => {
      expect(remarked(subject, durations)).toEqual(codes);
    },
  );
});
