import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { combinedLine, memoryReply, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const SECONDS = 3600;
const OUTAGE = { from: 2400, to: 2580 };
/** Memory that nothing happens to. */
const metrics = files.file(
  'memory.json',
  memoryReply(Array.from({ length: SECONDS / 10 }, (_, step) => 4e8 + ((step * 7907) % 100) * 1e5)),
);

type IsSo = (path: string, place: number) => boolean;

/** Two requests a second, of which for three minutes those fail that are said to; some clients ask through one proxy. */
async function reportWhere(fails: IsSo, isOfProxy: IsSo = () => false): Promise<Report> {
  const lines = Array.from({ length: 2 * SECONDS }, (_, place) => {
    const second = Math.floor(place / 2);
    const path = place % 10 < 6 ? '/api/cart' : `/page${place % 7}`;
    const isOut = second >= OUTAGE.from && second < OUTAGE.to && fails(path, place);
    const client = isOfProxy(path, place) ? '198.51.100.1' : `192.0.2.${(place * 7) % 50}`;
    return combinedLine({
      timeMs: START_MS + second * 1000,
      ...{ client, path, status: isOut ? 502 : 200 },
    });
  });
  const log = Buffer.from(`${lines.join('\n')}\n`);
  const { stdout } = await runCli(['-m', metrics, '--format', 'json'], { stdin: [log] });
  return JSON.parse(stdout.toString()) as Report;
}

describe('three minutes in which requests fail, and no resource moves', () => {
  it('are an incident that nobody who asks is blamed for, where all fail', async () => {
    const { verdict, incidents, limits } = await reportWhere(() => true);
    expect(verdict).toBe('no-culprit-in-logs');
    expect(incidents.map(({ primary, culprits }) => [primary.role, culprits])).toEqual([
      ['log-failed-share', []],
    ]);
    const [{ start = '', reasons = [] } = {}] = incidents;
    expect(reasons.map(({ code }) => code)).toEqual(['everything-failed', 'log-only']);
    expect(Math.abs(Date.parse(start) - START_MS - OUTAGE.from * 1000)).toBeLessThanOrEqual(60_000);
    expect(limits.map(({ code }) => code)).not.toContain('metrics-silent');
  });

  it('are those of one page, a suspect, where only that fails', async () => {
    const { verdict, incidents } = await reportWhere((path) => path === '/api/cart');
    expect(verdict).toBe('suspect');
    const [first] = incidents[0]?.culprits ?? [];
    expect(first).toMatchObject({ subject: { route: '/api/cart' }, kind: 'error-burst' });
  });

  it('are no outage where they are those of one client alone, and others are served', async () => {
    const isCart: IsSo = (path) => path === '/api/cart';
    expect((await reportWhere(isCart, isCart)).verdict).toBe('no-incident');
  });

  it('are one where a proxy asks for all of them', async () => {
    const { incidents } = await reportWhere(
      () => true,
      () => true,
    );
    expect(incidents.map(({ primary }) => primary.role)).toEqual(['log-failed-share']);
  });

  it('are nothing to wake anybody for where few do', async () => {
    const { verdict } = await reportWhere((_, place) => place % 4 === 0);
    expect(verdict).toBe('no-incident');
  });
});
