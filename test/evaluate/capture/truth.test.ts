import { expect, it } from 'vitest';
import { kinds } from './kinds.ts';
import { phasesOf } from './phases.ts';
import { truthOf } from './truth.ts';

const startMs = Date.UTC(2026, 10, 21, 2, 0, 0);
const kindOf = (name: string): (typeof kinds)[number] => {
  const found = kinds.find((kind) => kind.name === name);
  if (found === undefined) throw new Error(`no kind ${name}`);
  return found;
};

it('the truth tells the window of an incident and whose lines are guilty', () => {
  const truth = truthOf(kindOf('nginx-slow-page'), { phases: phasesOf(1), startMs, seed: 7 });
  expect(truth).toMatchObject({
    incident: true,
    window: { start: '2026-11-21T02:03:00.000Z', end: '2026-11-21T02:06:00.000Z' },
    phases: { start: '2026-11-21T02:00:00.000Z', end: '2026-11-21T02:07:30.000Z' },
    culprits: [{ kind: 'slow-url', logRegex: '/lib/item/' }],
    seed: 7,
  });
});

it('a day on which nothing is wrong has neither window nor culprit', () => {
  const times = { phases: phasesOf(0.5), startMs, seed: 1 };
  expect(truthOf(kindOf('lighttpd-quiet-crawler'), times)).toMatchObject({
    incident: false,
    window: null,
    culprits: [],
  });
});

it('an incident that no request made has a window and no culprit', () => {
  const truth = truthOf(kindOf('nginx-cron'), { phases: phasesOf(1), startMs, seed: 1 });
  expect(truth.window).not.toBeNull();
  expect(truth.culprits).toEqual([]);
});
