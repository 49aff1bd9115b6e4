import { describe, expect, it } from 'vitest';
import type { Culprit, Incident, Report } from '../../src/report/report.ts';
import {
  ANALYSES_TO_BEGIN,
  ANALYSES_TO_NAME,
  ANALYSES_TO_REPLACE,
  ANALYSES_TO_WITHDRAW,
  IncidentTracker,
} from '../../src/watch/incident-tracker.ts';

const time = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 2, minute)).toISOString();

function culprit(route: string, aliases: readonly string[] = []): Culprit {
  return {
    id: '7.1',
    rank: 1,
    verdict: 'culprit',
    score: 0.8,
    kind: 'slow-url',
    cost: 'in-flight',
    subject: { route },
    aliases: aliases.map((alias) => ({ route: alias })),
    requests: 1,
    explains: 1,
    firstSeen: time(0),
    lastSeen: time(1),
    evidence: [],
    exemplars: [],
    advice: [],
  };
}

/** A report at a minute: of an incident from minute 10 on, in which `first` is first. */
function reportAt(minute: number, first?: Culprit, { end = minute, none = false } = {}): Report {
  const incident: Incident = {
    id: '7',
    host: null,
    start: time(10),
    end: time(end),
    window: { from: time(10), to: time(end) },
    logs: [],
    onset: { time: time(10), uncertaintySeconds: 5 },
    primary: { series: 'busy', role: 'workers', unit: '1', baseline: 1, peak: 9 },
    ladder: [],
    verdict: first === undefined ? 'no-culprit-in-logs' : 'culprit',
    reasons: [],
    culprits: first === undefined ? [] : [first],
    victims: [],
    ruledOut: [],
  };
  const series = { name: 'busy', role: 'workers', unit: '1', stepSeconds: 15, points: 9 };
  return {
    schema: 'culprit/report@1',
    verdict: incident.verdict,
    inputs: { logs: [], series: [{ ...series, from: time(0), to: time(minute) }] },
    incidents: none ? [] : [incident],
    timeline: [],
    limits: [],
  };
}

/** What each of the reports makes a tracker tell. */
function told(reports: readonly Report[], isLast = false): readonly string[] {
  const tracker = new IncidentTracker();
  return reports.map((report, at) => {
    const events = tracker.observe(report, time(at), isLast && at === reports.length - 1);
    return events
      .map(({ event, id, incident, isWithdrawn }) => {
        const who = incident.culprits[0]?.subject.route ?? '-';
        return `${event} ${id} ${who}${isWithdrawn ? ' withdrawn' : ''}`;
      })
      .join(', ');
  });
}

const [a, b] = [culprit('/a'), culprit('/b')];
const times = (count: number, report: Report): Report[] =>
  Array.from({ length: count }, () => report);

describe('an incident', () => {
  it('is told when it was found twice, and once', () => {
    const reports = times(ANALYSES_TO_BEGIN + 2, reportAt(12, a));
    expect(told(reports)).toEqual(['', 'incident-began 1 /a', '', '']);
  });

  it('that only once looked like one is none', () => {
    const none = reportAt(12, a, { none: true });
    expect(told([reportAt(12, a), none, reportAt(12, a), none])).toEqual(['', '', '', '']);
  });

  it('that has been over for long enough has ended', () => {
    const reports = [reportAt(12, a), reportAt(13, a), reportAt(14, a, { end: 13 })];
    const over = reportAt(16, a, { end: 13 });
    expect(told([...reports, over, over])).toEqual([
      '',
      'incident-began 1 /a',
      '',
      'incident-ended 1 /a',
      '',
    ]);
  });

  it('that is not found any more is withdrawn', () => {
    const none = reportAt(13, a, { none: true });
    const reports = [...times(2, reportAt(12, a)), ...times(ANALYSES_TO_WITHDRAW, none)];
    expect(told(reports).at(-1)).toBe('incident-ended 1 /a withdrawn');
    expect(told(reports.slice(0, -1)).at(-1)).toBe('');
  });

  it('is told at the end, however short it was', () => {
    expect(told([reportAt(12, a)], true)).toEqual(['incident-began 1 /a']);
    const over = reportAt(20, a, { end: 12 });
    expect(told([over], true)).toEqual(['incident-began 1 /a, incident-ended 1 /a']);
  });
});

describe('the first culprit', () => {
  it('is named when it was found so often in a row', () => {
    const unnamed = times(ANALYSES_TO_BEGIN, reportAt(12));
    const named = times(ANALYSES_TO_NAME, reportAt(13, a));
    expect(told([...unnamed, ...named])).toEqual([
      '',
      'incident-began 1 -',
      '',
      'culprit-changed 1 /a',
    ]);
  });

  it('does not flap between two that are about alike', () => {
    const turns = Array.from({ length: 20 }, (_, i) => reportAt(13 + i, i % 2 === 0 ? a : b));
    expect(told([reportAt(12, a), ...turns]).filter((text) => text !== '')).toEqual([
      'incident-began 1 /a',
    ]);
  });

  it('is replaced by one that stays', () => {
    const reports = [...times(2, reportAt(12, a)), ...times(ANALYSES_TO_REPLACE, reportAt(13, b))];
    expect(told(reports)).toEqual(['', 'incident-began 1 /a', '', '', 'culprit-changed 1 /b']);
  });

  it('under another of its names is the same', () => {
    const renamed = culprit('/c', ['/a']);
    const reports = [...times(2, reportAt(12, a)), ...times(5, reportAt(13, renamed))];
    expect(told(reports).filter((text) => text !== '')).toEqual(['incident-began 1 /a']);
  });
});

describe('what is told', () => {
  it('says why it is provisional, but not in the end', () => {
    const tracker = new IncidentTracker();
    tracker.observe(reportAt(11, a), time(11));
    const [began] = tracker.observe(reportAt(11, a), time(11));
    expect(began?.provisional).toEqual([
      'It goes on: a request is logged when it ends, so those still running are not counted.',
      'It shows in 5 samples so far, one every 15 s.',
      'Only 10 min before it are known to compare with.',
    ]);
    const [last] = new IncidentTracker().observe(reportAt(11, a), time(11), true);
    expect(last?.provisional).toEqual([]);
  });

  it('goes on where another tracker has left off', () => {
    const one = new IncidentTracker();
    for (const minute of [12, 13]) one.observe(reportAt(minute, a), time(minute));
    const other = new IncidentTracker(JSON.parse(JSON.stringify(one.tracked)));
    expect(other.observe(reportAt(14, a), time(14))).toEqual([]);
    const [ended] = other.observe(reportAt(20, a, { end: 14 }), time(20));
    expect(ended).toMatchObject({ event: 'incident-ended', id: '1' });
  });
});
