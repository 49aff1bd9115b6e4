import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../src/report/report.ts';
import { runCli } from './support/run-cli.ts';

/** Public logs with their owners' licences, which lie beside the project where its makers work. */
const CORPUS = '../shared/corpus/access';
const isPresent = existsSync(CORPUS);

/** Logs in a combined format, and how many of their lines are none. */
const logs = [
  ['elastic__examples/apache_logs', 1],
  ['ployt0__nginx_log_parser/access.log', 0],
  ['google__mtail/apache-combined.log', 0],
  ['tstack__lnav/logfile_access_log.0', 0],
] as const;

const title = isPresent ? 'public logs' : `public logs (skipped: ${CORPUS} is not here)`;

describe.skipIf(!isPresent)(title, () => {
  it.each(logs)('%s: every line is accounted for', async (name, missed) => {
    const path = `${CORPUS}/${name}`;
    const { status, stdout } = await runCli([path, '--format', 'json']);
    expect(status).toBe(0);
    const [log] = (JSON.parse(stdout.toString()) as Report).inputs.logs;
    const text = readFileSync(path, 'latin1');
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const sum = Object.values(log?.missed ?? {}).reduce((total, count) => total + count, 0);
    expect(log).toMatchObject({ lines, bytes: text.length, parsed: lines - missed });
    expect(sum).toBe(missed);
  });
});
