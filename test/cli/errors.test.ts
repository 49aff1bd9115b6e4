import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { combinedLines } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { crawlerReport, pipedReport } from './made-reports.ts';

const files = new TempFolder();
const text = `${combinedLines(30).join('\n')}\n`;
const log = files.file('access.log', text);
const packed = gzipSync(text);
const damaged = Buffer.from(packed);
damaged.fill(0xff, 20, 40);

const errorLog =
  '[Sat Nov 21 02:30:40.192301 2026] [mpm_prefork:notice] [pid 8:tid 8] AH00163: configured\n';
const phpLog = '[21-Nov-2026 02:54:59] NOTICE: fpm is running, pid 11\n';
const binary = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256);
/** The magic and version of an RRD file, and nothing more. */
const cutRrd = Buffer.concat([Buffer.from('RRD\0' + '0003\0'), Buffer.alloc(40)]);
const report = files.file('report.json', crawlerReport());
const piped = files.file('piped.json', pipedReport());
files.file('no-logs/notes.txt', 'nothing to see here\n');
files.file('no-metrics/notes.txt', 'nothing to see here\n');

/** Two logs whose formats fit the same lines. */
const twoFormats = ['b', 'O']
  .map((size) => String.raw`"%h %l %u %t \"%r\" %>s %${size} \"%{Referer}i\" \"%{User-Agent}i\""`)
  .map((format, at) => `CustomLog /${'ab'[at]}.log ${format}\n`)
  .join('');
const missing = `${files.path}/missing.log`;
const empty = files.folder('empty');

/** What is typed, and what the line must say: the place, the cause, the way out. */
const errors: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['a file that is not there', [missing], [missing, 'no such file', 'check the path']],
  ['a folder without logs', [`${files.path}/no-logs`], ['no-logs', 'holds no access log', 'name']],
  ['an empty folder', [empty], [empty, 'holds no files', 'name a file']],
  ['an empty file', [files.file('none.log', '')], ['none.log', 'is empty', 'name a log']],
  ['/dev/null', ['/dev/null'], ['/dev/null', 'is empty']],
  ['a binary file', [files.file('photo.jpg', binary)], ['photo.jpg', 'no access log', 'name']],
  ['an error log', [files.file('error.log', errorLog)], ['error.log', 'no access log', 'name']],
  ['a php-fpm log', [files.file('php.log', phpLog)], ['php.log', 'no access log', 'name']],
  [
    'a misspelt directive',
    [log, '-f', '%h %l %u %t "%r" %>s %b %{Referrer}j'],
    ['--log-format', 'column 25', '%{Referrer}j', 'nearest is %', 'preset'],
  ],
  ['a misspelt preset', [log, '-f', 'combind'], ['--log-format', 'combind', 'mean combined?']],
  ['a format that no line fits', [log, '-f', '%t %h'], [log, 'no line', 'line 1', '--log-format']],
  ['metrics that are not there', [log, '-m', missing], [missing, 'no such file']],
  ['metrics that are none', [log, '-m', log], [log, 'holds no metrics', '--metrics']],
  ['a folder without metrics', [log, '-m', `${files.path}/no-metrics`], ['no-metrics', 'metrics']],
  ['an empty metrics folder', [log, '-m', empty], [empty, 'holds no files']],
  [
    'an RRD cut short',
    [log, '-m', files.file('cut.rrd', cutRrd)],
    ['cut.rrd', 'holds no metrics', '--metrics'],
  ],
  ['damaged gzip', [files.file('damaged.gz', damaged)], ['damaged.gz', 'damaged', 'export']],
  [
    'gzip that ends too early',
    [files.file('short.gz', packed.subarray(0, packed.length - 30))],
    ['short.gz', 'ends too early', 'export'],
  ],
  ['a --from that is no time', [log, '--from', 'noon'], ['--from noon', 'write it like 2026-']],
  ['a --to that is no time', [log, '--to', '25:00'], ['--to 25:00', 'write it like 2026-']],
  ['--from after --to', [log, '--from', '2026-11-22', '--to', '2026-11-21'], ['--from', '--to']],
  ['a span without requests', [log, '--from', '2027-01-01'], ['--from', '2027-01-01', 'inspect']],
  ['a --tz that is no zone', [log, '--tz', 'Mars/Base'], ['--tz Mars/Base', 'Europe/Paris']],
  [
    'a --trusted-proxy that is no network',
    [log, '--trusted-proxy', '10.0.0.0/99'],
    ['--trusted-proxy 10.0.0.0/99', '203.0.113.0/24'],
  ],
  [
    'a configuration that is not there',
    [log, '-c', missing],
    [missing, 'no such', '--server-config'],
  ],
  ['a configuration that is none', [log, '-c', log], [log, 'no configuration', 'httpd.conf']],
  ['a folder for a configuration', [log, '-c', empty], [empty, 'a folder', 'name the main file']],
  [
    'a log that could be in two formats',
    [log, '-c', files.file('two.conf', twoFormats)],
    [log, 'CustomLog /a.log', 'CustomLog /b.log', '--log-format'],
  ],
  ['--limit of nothing', [log, '--limit', 'cores=4'], ['--limit cores=4', 'workers=', 'memory=']],
  ['--limit without a value', [log, '--limit', 'workers'], ['--limit workers', 'workers=']],
  ['--limit of half a worker', [log, '--limit', 'workers=1.5'], ['workers=1.5', 'workers=150']],
  ['--limit that is no size', [log, '--limit', 'memory=much'], ['memory=much', 'memory=16GiB']],
  ['--limit of no bytes', [log, '--limit', 'swap=0'], ['swap=0', 'swap=16GiB']],
  [
    'limits that contradict',
    [log, '--limit', 'workers=1', '--limit', 'workers=2'],
    ['workers=1', 'workers=2', 'give one'],
  ],
  ['inspecting with no configuration', ['inspect', log, '-c', log], [log, 'no configuration']],
  ['--top 0', [log, '--top', '0'], ['--top 0', '1 to 20']],
  ['--seed of no number', [log, '--seed', '0x1f'], ['--seed 0x1f', 'whole number']],
  ['--top of no number', [log, '--top', 'all'], ['--top all', '1 to 20']],
  ['--format that is none', [log, '--format', 'pdf'], ['--format pdf', 'markdown, html']],
  ['--host without a path', ['--host', 'web1'], ['--host web1', '--host web1=']],
  ['no input at a terminal', [], ['no access log', 'pipe one in', '--help']],
  ['a log that -m swallowed', ['-m', 'prom', log], ['no access log', log, 'before -m']],
  ['an unknown option', [log, '--metric', 'x'], ["'--metric'", '--metrics', '--help']],
  ['an option without its value', [log, '--from'], ['--from', 'missing', '--help']],
  [
    '-o in a folder that is not there',
    [log, '-o', `${empty}/a/r.md`],
    [`${empty}/a/r.md`, 'folder'],
  ],
  [
    'the same before any log is read',
    [missing, '-o', `${empty}/a/r.md`],
    [`${empty}/a/r.md`, 'folder'],
  ],
  ['-o on a folder', [log, '-o', empty], [empty, 'it is a folder', 'name a file']],
  ['lines without a report', ['lines', '--culprit', '1.1'], ['--report', '--help']],
  [
    'lines of no report',
    ['lines', '--report', log, '--culprit', '1.1'],
    [log, 'not JSON', '--format json'],
  ],
  [
    'lines of a report not there',
    ['lines', '--report', missing, '--culprit', '1'],
    [missing, 'no such'],
  ],
  [
    'lines of an unknown id',
    ['lines', '--report', report, '--culprit', '7.7'],
    ['7.7', 'it has 1.1'],
  ],
  ['lines of a pipe', ['lines', '--report', piped, '--culprit', '1.1'], ['pipe', 'name the log']],
  ['inspecting what is nothing', ['inspect', missing], [missing, 'no such file']],
];

describe('an error', () => {
  it.each(errors)('%s is one line that names the place and the way out', async (_, argv, says) => {
    const { status, stdout, stderr } = await runCli(argv);
    expect(stderr).toMatch(/^culprit: [^\n]+; [^\n]+\n$/);
    for (const part of says) expect(stderr).toContain(part);
    expect(status).toBe(2);
    expect(stdout.toString()).toBe('');
  });

  it('of an empty pipe names standard input', async () => {
    const { status, stderr } = await runCli([], { stdin: [] });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'culprit: standard input is empty; name a log that holds requests\n',
    });
  });

  it('of a pipe that is no log names standard input', async () => {
    const stdin = [Buffer.from('what\n'.repeat(5000))];
    const { status, stderr } = await runCli([], { stdin });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^culprit: standard input is no access log [^\n]+\n$/);
  });

  it('shows control characters of a name as what they are', async () => {
    const { stderr } = await runCli([`${files.path}/a\u001b[2J\nb`]);
    expect(stderr).toBe(
      `culprit: cannot read ${files.path}/a\\x1b[2J\\x0ab: there is no such file; check the path, or export the file anew\n`,
    );
  });

  it('leaves a report that was there as it was', async () => {
    const old = files.file('kept.md', 'the old report');
    const { status } = await runCli([missing, '-o', old]);
    expect(status).toBe(2);
    expect(files.names().filter((name) => name.startsWith('kept.md'))).toEqual(['kept.md']);
    expect(files.read('kept.md')).toBe('the old report');
  });
});
