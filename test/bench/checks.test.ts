import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { reportFaults } from './checks.ts';
import { type LogFacts, type MadeLog, makeLogs } from './made-logs.ts';

const files = new TempFolder();
const [ordinary] = await makeLogs({ folder: files.path, lines: 2000, seed: 7, logs: ['ordinary'] });

async function reportText(log: MadeLog | undefined): Promise<string> {
  return (await runCli([log?.path ?? '', '--format', 'json'])).stdout.toString();
}

const plain = await reportText(ordinary);

function faultsOf(facts: Partial<LogFacts>, report = JSON.parse(plain) as Report) {
  if (ordinary === undefined) throw new Error('no log was made');
  return reportFaults({ ...ordinary, facts: { ...ordinary.facts, ...facts } }, report);
}

describe('the report of a log that was made', () => {
  it('is right', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each<[string, Partial<LogFacts>, readonly RegExp[]]>([
    ['a line more', { lines: 2001 }, [/^2000 lines, not 2001/, /^2000 parsed lines, not 2001/]],
    ['a byte less', { bytes: 1 }, [/bytes, not 1$/]],
    ['an earlier begin', { fromMs: 0 }, [/^the log begins at .*, not 1970/]],
    ['an earlier end', { toMs: 0 }, [/^the log ends at .*, not 1970/]],
  ])('would be wrong of a log with %s', (_, facts, faults) => {
    const found = faultsOf(facts);
    expect(found.length).toBe(faults.length);
    for (const [at, fault] of faults.entries()) expect(found[at]).toMatch(fault);
  });

  it('would be wrong with a missed line', () => {
    const report = JSON.parse(plain) as { inputs: { logs: { missed: Record<string, number> }[] } };
    for (const log of report.inputs.logs) log.missed = { 'no such month': 2, empty: 1 };
    expect(faultsOf({}, report as unknown as Report)).toEqual(['3 missed lines, not 0']);
  });

  it('would be wrong with two logs', () => {
    const report = JSON.parse(plain) as Report;
    const logs = [...report.inputs.logs, ...report.inputs.logs];
    const twice = { ...report, inputs: { ...report.inputs, logs } };
    expect(faultsOf({}, twice)).toEqual(['2 logs were read']);
  });
});

describe('the culprit of a burst', () => {
  const burst = { route: '/catalog/compare', requests: 1000 };

  function withCulprit(culprit?: object): Report {
    const culprits = culprit === undefined ? [] : [culprit];
    const found = { verdict: 'culprit', incidents: [{ culprits }] };
    return { ...JSON.parse(plain), ...found } as Report;
  }

  it.each<[string, object | undefined, readonly string[]]>([
    ['is right', {}, []],
    ['may lack what began before the window', { requests: 950 }, []],
    ['is wrong with too few', { requests: 949 }, ['the culprit has 949 requests, not 1000']],
    ['is wrong with too many', { requests: 1001 }, ['the culprit has 1001 requests, not 1000']],
    ['is wrong as a suspect', { verdict: 'suspect' }, ['the first finding is a suspect only']],
    ['is wrong as another', { subject: { route: '/' } }, ['the culprit is {"route":"/"}']],
    ['is wrong as none', undefined, ['the verdict is culprit, and no culprit is named']],
  ])('%s', (_, culprit, faults) => {
    const right = { verdict: 'culprit', subject: { route: burst.route }, requests: 1000 };
    const report = withCulprit(culprit && { ...right, ...culprit });
    expect(faultsOf({ burst }, report)).toEqual(faults);
  });
});
