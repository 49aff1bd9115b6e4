import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LEFT_OUT } from '../../src/anonymize/anonymized-line.ts';
import { anonymizedReport } from '../../src/anonymize/anonymized-report.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Culprit, Incident, Report } from '../../src/report/report.ts';
import { twoHosts } from '../report/reports.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { checkReport } from '../support/valid-report.ts';

const files = new TempFolder();

/** The two-host report with a first culprit that is changed, and what else is given. */
function withCulprit(change: Partial<Culprit>, others: Partial<Report> = {}): Report {
  const [incident, ...rest] = twoHosts.incidents;
  const [culprit] = incident?.culprits ?? [];
  const changed = { ...incident, culprits: [{ ...culprit, ...change }] } as Incident;
  return { ...twoHosts, incidents: [changed, ...rest], ...others };
}

const path = '/var/log/apache2/access.log';

describe('an anonymised report', () => {
  it('names the same client alike in its subject, its lines and its sentences', () => {
    const report = withCulprit(
      {
        subject: { client: '203.0.113.9' },
        aliases: [{ network: '203.0.113.0/24' }],
        exemplars: [
          {
            path,
            offset: 0,
            start: '2026-11-21T14:01:12+01:00',
            client: '203.0.113.9',
            line: '203.0.113.9 - - [21/Nov/2026:14:01:12 +0100] "GET /partner/feed.php?id=7 HTTP/1.1" 200 44121 "-" "Mozilla/5.0 (compatible; SeekportBot; +https://bot.seekport.com)"',
          },
        ],
        evidence: [{ factor: 'origin', value: 1, text: 'All came from `203.0.113.9`.' }],
      },
      {
        timeline: [{ time: twoHosts.incidents[0]?.start ?? '', kind: 'x', text: 'to 203.0.113.9' }],
      },
    );
    const changed = anonymizedReport(report);
    const [culprit] = changed.incidents[0]?.culprits ?? [];
    expect(culprit?.subject).toEqual({ client: 'client-1' });
    expect(culprit?.aliases).toEqual([{ network: 'network-1' }]);
    expect(culprit?.evidence[0]?.text).toBe('All came from `client-1`.');
    expect(changed.timeline[0]?.text).toBe('to client-1');
    expect(culprit?.exemplars[0]).toMatchObject({
      client: 'client-1',
      line: 'client-1 - - [2026-11-21T14:01:12+01:00] "GET /partner/feed.php?id=value-1 HTTP/1.1" 200 44121 "-" "Mozilla/5.0 (compatible; SeekportBot; +https://bot.seekport.com)"',
    });
    checkReport(renderJson(changed));
  });

  it('makes lines anew of what is known, and shows none that it cannot read', () => {
    const line =
      '203.0.113.9 id7 anna [21/Nov/2026:14:01:12 +0100] "GET /a?k=s3cret HTTP/1.1" 200 5 "http://x.example/?t=s3cret" "a 203.0.113.9"';
    const exemplars = [
      { path, offset: 0, line, client: '203.0.113.9' },
      { path, offset: 9, line: 'cookie=s3cret' },
      { path: 'other.log', offset: 9, line },
    ];
    const [culprit] = anonymizedReport(withCulprit({ exemplars })).incidents[0]?.culprits ?? [];
    expect(culprit?.exemplars.map((one) => one.line)).toEqual([
      'client-1 - user-1 [-] "GET /a?k=value-1 HTTP/1.1" 200 5 "http://x.example/?t=value-1" "a client-1"',
      LEFT_OUT,
      LEFT_OUT,
    ]);
  });

  it('does not tell the numbers in a parameter', () => {
    const evidence = [
      {
        factor: 'argument',
        value: 5000,
        text: 'In 4 large responses `limit` is 5,000 or more, in the others 200 at most.',
      },
      {
        factor: 'argument',
        value: 1,
        text: 'All of the 4 large responses have `limit=5000`, none of the 9 others.',
      },
    ];
    const [culprit] = anonymizedReport(withCulprit({ evidence })).incidents[0]?.culprits ?? [];
    expect(culprit?.evidence).toEqual([
      {
        factor: 'argument',
        value: 1,
        text: 'All of the 4 large responses have `limit=value-1`, none of the 9 others.',
      },
    ]);
  });

  it('is not changed once more, and says that it is one', () => {
    const once = anonymizedReport(twoHosts);
    expect(anonymizedReport(once)).toBe(once);
    expect(renderMarkdown(once)).toContain(
      'Clients, users, addresses and values of queries are named anew',
    );
  });
});

describe.each(['crawler-hanging-backend', 'oversized-proxied-response', 'background-hog'])(
  'samples/%s with --anonymize',
  (sample) => {
    const log = join(
      'samples',
      sample,
      sample === 'oversized-proxied-response' ? 'lighttpd-access.log.gz' : 'access.log.gz',
    );
    const argv = [log, '-m', join('samples', sample, 'metrics')];

    it.each(['markdown', 'json', 'html'])(
      '%s holds no address and no value of the log',
      async (format) => {
        const { stdout, stderr } = await runCli([...argv, '--format', format, '--anonymize']);
        expect(stderr).toBe('');
        const shown = stdout.toString();
        const lines = gunzipSync(readFileSync(log)).toString('latin1').split('\n');
        for (const client of new Set(lines.map((line) => line.split(' ', 1)[0] ?? ''))) {
          if (client.length > 3) expect(shown).not.toContain(client);
        }
        for (const [, value] of lines.join('\n').matchAll(/[?&]\w+=([^&\s"]{5,})/g)) {
          if (shown.includes(`${value}`)) expect(shown).not.toMatch(new RegExp(`[=]${value}`));
        }
      },
    );

    it('can be made of the saved report too, and gives no lines', async () => {
      const saved = join(files.folder(sample), 'saved.json');
      await runCli([...argv, '-o', saved, '--quiet']);
      const fromLog = await runCli([...argv, '--format', 'json', '--anonymize']);
      const fromSaved = await runCli([saved, '--format', 'json', '--anonymize']);
      expect(fromSaved.stdout.toString()).toBe(fromLog.stdout.toString());
      const hidden = files.file(`${sample}/hidden.json`, fromLog.stdout);
      const { status, stderr } = await runCli(['lines', '--report', hidden, '--culprit', '1.1']);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: `culprit: ${hidden} is anonymised: it does not say whose lines they are; make it without --anonymize\n`,
      });
    });
  },
);
