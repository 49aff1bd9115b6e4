import { describe, expect, it } from 'vitest';
import { StampCheck, type StampedLine } from '../../src/request/stamp-meaning.ts';

/** Requests of whole and part seconds as a server writes them: in the order of their ends. */
function writtenLog(stamp: 'start' | 'end'): readonly StampedLine[] {
  const requests = Array.from({ length: 2000 }, (_, at) => ({
    startMs: 1_700_000_000_000 + at * 700,
    durationMs: at % 11 === 0 ? 3100 + (at % 7) * 4000 : 40 + (at % 5) * 30,
  }));
  requests.sort((a, b) => a.startMs + a.durationMs - b.startMs - b.durationMs);
  return requests.map(({ startMs, durationMs }) => {
    const stampMs = stamp === 'start' ? startMs : startMs + durationMs;
    return { stampMs: Math.floor(stampMs / 1000) * 1000, durationMs };
  });
}

function checked(lines: Iterable<StampedLine>): StampCheck {
  const check = new StampCheck();
  for (const line of lines) check.observe(line);
  return check;
}

const flooredDuration = (line: StampedLine): StampedLine => ({
  ...line,
  durationMs: Math.floor(line.durationMs / 1000) * 1000,
});

describe('StampCheck', () => {
  it.each(['start', 'end'] as const)('finds that stamps are the %s', (stamp) => {
    expect(checked(writtenLog(stamp)).meaning).toBe(stamp);
  });

  it.each(['start', 'end'] as const)('finds it with durations of whole seconds: %s', (stamp) => {
    expect(checked(writtenLog(stamp).map(flooredDuration)).meaning).toBe(stamp);
  });

  it('counts what speaks for either', () => {
    const { telling, stamps, ends } = checked(writtenLog('start')).counts;
    expect(stamps).toBeGreaterThan(100);
    expect(telling).toBeGreaterThanOrEqual(stamps);
    expect(ends).toBe(0);
  });

  it('does not know where all requests are short, or no line came', () => {
    const short = writtenLog('start').map((line) => ({ ...line, durationMs: 900 }));
    expect(checked(short).meaning).toBe('unknown');
    expect(checked([]).meaning).toBe('unknown');
  });

  it('does not know where lines are in no order', () => {
    const shuffled = writtenLog('start').map(
      (line, at, all) => all[(at * 773) % all.length] ?? line,
    );
    expect(checked(shuffled).meaning).toBe('unknown');
  });
});
