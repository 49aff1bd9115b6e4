import { describe, expect, it } from 'vitest';
import { sameHost, seriesOfHost } from '../../src/match-hosts.ts';
import type { Report } from '../../src/report/report.ts';
import { oversizedIncident } from '../support/made-log.ts';
import { runCli } from '../support/run-cli.ts';
import { seriesOf } from '../support/series.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();

describe('two names', () => {
  it.each([
    ['web1', 'web1', true],
    ['web1', 'WEB1.example.org', true],
    ['web1.example.org', 'web1.example.net', true],
    ['web1', 'web10', false],
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.3.1', false],
  ])('%s and %s mean one host: %s', (a, b, expected) => {
    expect([sameHost(a, b), sameHost(b, a)]).toEqual([expected, expected]);
  });
});

describe('the series of a host', () => {
  const [web1, web2, everybody] = [
    seriesOf([1], { name: 'a', node: 'web1' }),
    seriesOf([1], { name: 'b', node: 'web2' }),
    seriesOf([1], { name: 'c' }),
  ];
  const series = [web1, web2, everybody];

  it('are its own, and those of no host', () => {
    expect(seriesOfHost('web2.example.org', series)).toEqual([
      { host: 'web2.example.org', series: [web2, everybody] },
    ]);
  });

  it('of a log that names none are those of each node in turn', () => {
    expect(seriesOfHost(undefined, series)).toEqual([
      { host: 'web1', series: [web1, everybody] },
      { host: 'web2', series: [web2, everybody] },
    ]);
    expect(seriesOfHost(undefined, [everybody])).toEqual([
      { host: undefined, series: [everybody] },
    ]);
  });
});

describe('--host', () => {
  it('lines the log of each host up with its own series', async () => {
    const { log, metrics } = oversizedIncident();
    const calm = log.replaceAll(/.*export\.php.*\n/g, '');
    const paths = { web1: files.file('web1.log', log), web2: files.file('web2.log', calm) };
    const { stdout } = await runCli([
      ...Object.entries(paths).flatMap(([host, path]) => ['--host', `${host}=${path}`]),
      ...['-m', files.file('memory.json', metrics), '--format', 'json'],
    ]);
    const { inputs, incidents } = JSON.parse(stdout.toString()) as Report;
    expect(inputs.logs).toMatchObject([
      { path: paths.web1, node: 'web1' },
      { path: paths.web2, node: 'web2' },
    ]);
    expect(incidents).toMatchObject([{ host: 'web1', logs: [paths.web1] }]);
    expect(incidents[0]?.culprits[0]?.subject.route).toBe('/export.php');
  });

  it('says so where the metrics know the host by another name', async () => {
    const { log, metrics } = oversizedIncident();
    const { stdout } = await runCli([
      ...['--host', `db7=${files.file('db7.log', log)}`],
      ...['-m', files.file('memory-of-web1.json', metrics), '--format', 'json'],
    ]);
    const { limits } = JSON.parse(stdout.toString()) as Report;
    expect(limits.find(({ code }) => code === 'host-without-metrics')).toMatchObject({
      text: 'None of the metrics are of db7: they are of web1.',
      remedy: 'name the host of the log as its metrics do: --host web1=path',
    });
    expect(limits.map(({ code }) => code)).not.toContain('metrics-silent');
  });
});
