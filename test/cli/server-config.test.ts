import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { debianTree } from '../support/debian-tree.ts';
import { combinedLines, oversizedIncident } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const main = debianTree(files, 'etc/apache2');
const { log, metrics } = oversizedIncident();
const memory = files.file('memory.json', metrics);
/** As the default site writes it: a duration in microseconds behind each line. */
const timed = log.replace(/.*\n/g, (line) => {
  return line.replace('\n', line.includes('/export.php') ? ' 18000000\n' : ' 250000\n');
});
const site = files.file('logs/access.log.1.gz', gzipSync(timed));
const shop = files.file(
  'logs/shop/access.log',
  log.replace(/^(\S+) .*?(".*?" \d+ \d+) .*$/gm, '$1 [1795226400] $2'),
);

async function reportOn(argv: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await runCli([...argv, '--format', 'json', '--quiet']);
  expect(stderr).toBe('');
  return JSON.parse(stdout.toString()) as Report;
}

const timedFormat = String.raw`%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D`;
const codes = ({ limits }: Report): readonly string[] => limits.map(({ code }) => code);

describe('--server-config', () => {
  it('reads each log in its own format, and says by which directive', async () => {
    const { inputs } = await reportOn([site, shop, '-c', main, '-m', memory]);
    const sites = join(files.path, 'etc/apache2/sites-enabled');
    expect(inputs.logs).toMatchObject([
      {
        format: 'combined_d',
        parsed: inputs.logs[0]?.lines,
        formatSource: `CustomLog \${APACHE_LOG_DIR}/access.log combined (${sites}/000-default.conf:3)`,
      },
      {
        format: 'apache:%h [%{%s}t] "%r" %>s %b',
        parsed: inputs.logs[1]?.lines,
        formatSource: expect.stringContaining(`(${sites}/shop.conf:3)`),
      },
    ]);
  });

  it('is of use for a pipe', async () => {
    const argv = ['-c', main, '-m', memory, '--format', 'json'];
    const { stdout } = await runCli(argv, { stdin: [Buffer.from(timed)] });
    const { inputs } = JSON.parse(stdout.toString()) as Report;
    expect(inputs.logs[0]?.formatSource).toContain('000-default.conf:3');
  });

  it('is shown in the page', async () => {
    const { stdout } = await runCli([site, '-c', main, '-m', memory]);
    const page = stdout.toString();
    expect(page).toContain('Formats read from the server’s configuration:');
    expect(page).toMatch(
      /- `combined_d` by `CustomLog \$\{APACHE_LOG_DIR\}\/access\.log combined /,
    );
    expect(page).toMatch(/\| workers \| +150 \| `MaxRequestWorkers 150 .*\| none of these +\|/);
  });

  it('gives way to --log-format', async () => {
    const { inputs } = await reportOn([site, '-c', main, '-f', 'combined_t', '-m', memory]);
    expect(inputs.logs[0]).toMatchObject({ format: 'combined_t' });
    expect(inputs.logs[0]).not.toHaveProperty('formatSource');
  });

  it('that does not fit gives way to detection, and is a limit', async () => {
    const plain = files.file('plain/access.log', log);
    const report = await reportOn([plain, '-c', main, '-m', memory]);
    expect(report.inputs.logs[0]).toMatchObject({ format: 'combined' });
    expect(report.inputs.logs[0]).not.toHaveProperty('formatSource');
    const limit = report.limits.find(({ code }) => code === 'configured-format-unfit');
    expect(limit?.text).toMatch(/access\.log combined .* combined was detected instead/);
  });

  it('that is not there for a log leaves it to detection', async () => {
    expect(codes(await reportOn([site, '-m', memory]))).not.toContain('configured-format-unfit');
  });

  it('tells what of it was not understood', async () => {
    const config = files.file('part.conf', 'ServerName a\nInclude gone.conf\n');
    const report = await reportOn([site, '-c', config, '-m', memory]);
    const limit = report.limits.find(({ code }) => code === 'configuration-notes');
    expect(limit?.text).toContain('Include gone.conf');
  });

  it('may be one for each host', async () => {
    const one = files.file('one.conf', `CustomLog /l/access.log "${timedFormat}"\nMaxClients 50\n`);
    const other = files.file('two.conf', 'LogFormat "%h %t %D" x\nCustomLog /l/access.log x\n');
    const web2 = files.file('web2/access.log', log.replace(/^(\S+) .*?(\[.*?\]).*$/gm, '$1 $2 9'));
    const argv = ['-c', `web1=${one}`, '-c', `web2=${other}`, '-m', memory];
    const { inputs } = await reportOn([
      ...argv,
      '--host',
      `web1=${site}`,
      '--host',
      `web2=${web2}`,
    ]);
    expect(inputs.logs.map(({ node, format }) => [node, format])).toEqual([
      ['web1', 'combined_d'],
      ['web2', 'apache:%h %t %D'],
    ]);
    expect(inputs.logs.map(({ formatSource }) => formatSource)).toEqual([
      expect.stringContaining(`(${one}:1)`),
      expect.stringContaining(`(${other}:2)`),
    ]);
    expect(inputs.capacities).toMatchObject([{ role: 'workers', value: 50, node: 'web1' }]);
  });

  it('is not needed again for the lines of a report', async () => {
    const report = join(files.path, 'report.json');
    await runCli([site, '-c', main, '-m', memory, '-o', report, '--quiet']);
    const { incidents } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    expect(incidents[0]?.culprits[0]?.id).toBe('1.1');
    const { stdout } = await runCli(['lines', '--report', report, '--culprit', '1.1']);
    const lines = timed.split(/(?<=\n)/).filter((line) => line.includes('/export.php'));
    expect(stdout.toString()).toBe(lines.join(''));
  });
});

describe('inspect --server-config', () => {
  it('tells what the configuration holds, and which directive a format is from', async () => {
    const { status, stdout } = await runCli(['inspect', '-c', main, site]);
    const text = stdout.toString();
    expect(status).toBe(0);
    expect(text).toContain(
      `${main}\n  configuration of apache with 3 access logs\n  log CustomLog`,
    );
    expect(text).toMatch(/limit workers 150: MaxRequestWorkers 150 \(.*mpm_prefork\.conf:2\)/);
    expect(text).toMatch(/format combined_d; from CustomLog .*000-default\.conf:3\)\n/);
  });

  it('tells a format that does not fit', async () => {
    const plain = files.file('few/access.log', `${combinedLines(20).join('\n')}\n`);
    const { stdout } = await runCli(['inspect', plain, '-c', main]);
    expect(stdout.toString()).toMatch(/format combined; CustomLog .* does not fit; tried/);
  });
});

describe('--limit', () => {
  it.each([
    ['memory=16GiB', 17_179_869_184],
    ['memory=16g', 17_179_869_184],
    ['memory=1.5GB', 1_500_000_000],
    ['memory=800 MB', 800_000_000],
    ['memory=4096', 4096],
    ['swap=512MiB', 536_870_912],
    ['workers=150', 150],
    ['connections=4096', 4096],
  ])('%s is told with what it bounds', async (typed, value) => {
    const { inputs } = await reportOn([site, '-m', memory, '--limit', typed]);
    const role = typed.split('=')[0];
    const bounded = role === 'memory' ? ['node_memory_Shmem_bytes'] : [];
    expect(inputs.capacities).toEqual([
      { role, value, source: 'option', text: `--limit ${typed}`, series: bounded },
    ]);
    expect(inputs.series[0]?.capacity).toBe(role === 'memory' ? value : undefined);
  });

  it('is named beside the configuration’s, before it', async () => {
    const { inputs } = await reportOn([site, '-m', memory, '-c', main, '--limit', 'workers=60']);
    expect(inputs.capacities).toMatchObject([
      { value: 60, source: 'option' },
      { value: 150, source: 'configuration' },
    ]);
  });

  it('moves what a rise has to be to matter', async () => {
    const found = async (limit: string) =>
      (await reportOn([site, '-m', memory, '--limit', limit])).incidents.length;
    expect(await found('memory=4GB')).toBe(1);
    expect(await found('memory=400GB')).toBe(0);
  });
});
