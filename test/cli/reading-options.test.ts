import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { oversizedIncident, START_MS } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { crawlerReport } from './made-reports.ts';

const files = new TempFolder();
const metrics = files.file('memory.json', oversizedIncident().metrics);

/** The report on a log, and what `culprit lines` prints of its first culprit. */
async function linesOfFirst(name: string, log: string, argv: readonly string[]) {
  const path = files.file(name, log);
  const report = join(files.path, `${name}.json`);
  await runCli([path, '-m', metrics, '-o', report, '--quiet', ...argv]);
  const { stdout } = await runCli(['lines', '--report', report, '--culprit', '1.1']);
  return { ...(JSON.parse(readFileSync(report, 'utf8')) as Report), lines: stdout.toString() };
}

const exports = oversizedIncident()
  .log.split(/(?<=\n)/)
  .filter((line) => line.includes('export.php'))
  .join('');

describe('the lines of a report are read with its options', () => {
  it('--query-names', async () => {
    const { log } = oversizedIncident();
    const { inputs, incidents, lines } = await linesOfFirst('a.log', log, ['--query-names']);
    expect(inputs.options).toEqual({ queryNames: true });
    expect(incidents[0]?.culprits[0]?.subject.route).toBe('/export.php?n');
    expect(lines).toBe(exports);
  });

  it('--trusted-proxy, repeated, in its normal form', async () => {
    const { log } = oversizedIncident();
    const proxies = ['--trusted-proxy', '203.0.113.77/24', '--trusted-proxy', '2001:DB8::/32'];
    const { inputs, lines } = await linesOfFirst('b.log', log, proxies);
    expect(inputs.options).toEqual({ trustedProxies: ['203.0.113.0/24', '2001:db8::/32'] });
    expect(lines).toBe(exports);
  });

  it('none are recorded where all are the defaults', async () => {
    const { inputs } = await linesOfFirst('c.log', oversizedIncident().log, []);
    expect(inputs.options).toBeUndefined();
  });
});

/** The log as uWSGI writes it, whose times carry no zone, on a clock that many hours east of UTC. */
function uwsgiLog(hours: number): string {
  const days = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
  const line = /^(\S+) .* "GET (\S+) [^"]*" \d+ (\d+)/;
  return oversizedIncident()
    .log.trimEnd()
    .split('\n')
    .map((text) => {
      const [, client, target, bytes] = line.exec(text) ?? [];
      const clock = /2026:(\d\d):(\d\d):(\d\d)/.exec(text) ?? [];
      const [hour, minute, second] = clock.slice(1).map(Number);
      const at = new Date(Date.UTC(2026, 10, 21, (hour ?? 0) + hours, minute, second));
      const time = `${days[at.getUTCDay()]} Nov ${at.getUTCDate()} ${at.toISOString().slice(11, 19)} 2026`;
      return `[pid: 41|app: 0|req: 1/3] ${client} () {34 vars in 576 bytes} [${time}] GET ${target} => generated ${bytes} bytes in ${target?.startsWith('/export') ? 18_000 : 46} msecs (HTTP/1.1 200) 2 headers in 82 bytes (1 switches on core 1)\n`;
    })
    .join('');
}

describe('--tz for a log whose times carry no zone', () => {
  const codes = ({ limits }: Report): string[] => limits.map(({ code }) => code);

  it('puts its requests where the metrics are, and its lines are found again', async () => {
    const made = await linesOfFirst('d.log', uwsgiLog(9), ['--tz', 'Asia/Tokyo']);
    expect(made.inputs.options).toEqual({ timeZone: 'Asia/Tokyo' });
    expect(made.inputs.logs[0]?.from).toBe('2026-11-21T11:00:00+09:00');
    expect(made.incidents[0]?.culprits[0]?.subject.route).toBe('/export.php');
    expect(made.lines.trimEnd().split('\n')).toHaveLength(exports.trimEnd().split('\n').length);
    expect(codes(made)).not.toContain('no-zone');
  });

  it('is asked for where it is not given', async () => {
    expect(codes(await linesOfFirst('e.log', uwsgiLog(0), []))).toContain('no-zone');
  });

  it('does not move times that carry one', async () => {
    const { log } = oversizedIncident();
    const { inputs } = await linesOfFirst('f.log', log, ['--tz', 'Asia/Tokyo']);
    expect(Date.parse(inputs.logs[0]?.from ?? '')).toBe(START_MS);
  });
});

describe('a report that was changed by hand', () => {
  it.each([
    [{ timeZone: 'Mars/Base' }, 'Mars/Base, which is no time zone'],
    [{ trustedProxies: ['proxy'] }, 'proxy, which is no network'],
    [{ queryNames: 'yes' }, 'expected true or false'],
    [{ pathDepth: 3 }, 'expected only timeZone, queryNames, trustedProxies'],
  ])('with the options %j is an error', async (options, says) => {
    const report = JSON.parse(crawlerReport()) as { inputs: object };
    const changed = { ...report, inputs: { ...report.inputs, options } };
    const path = files.file('changed.json', JSON.stringify(changed));
    const log = files.file('few.log', oversizedIncident().log);
    const outcome = await runCli(['lines', '--report', path, '--culprit', '1.1', log]);
    expect(outcome).toMatchObject({ status: 2 });
    expect(outcome.stderr).toContain(says);
  });
});
