import { createHash } from 'node:crypto';
import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../support/temp-folder.ts';
import { type LogName, type MadeLog, makeLogs } from './made-logs.ts';

const LINES = 3000;
const files = new TempFolder();

async function made(name: string, seed: number): Promise<ReadonlyMap<LogName, MadeLog>> {
  const logs = await makeLogs({ folder: files.folder(name), lines: LINES, seed });
  return new Map(logs.map((log) => [log.name, log]));
}

const first = await made('first', 1);
const again = await made('again', 1);
const other = await made('other', 2);

function logOf(logs: ReadonlyMap<LogName, MadeLog>, name: LogName): MadeLog {
  const log = logs.get(name);
  if (log === undefined) throw new Error(`no log ${name} was made`);
  return log;
}

function textOf(logs: ReadonlyMap<LogName, MadeLog>, name: LogName): string {
  const bytes = readFileSync(logOf(logs, name).path);
  return (name === 'gzip' ? gunzipSync(bytes) : bytes).toString('latin1');
}

const LINE =
  /^(\S+) - - \[([^\]]+)\] "(\S+) (\S+) HTTP\/1\.1" (\d+) (\d+) "([^"]+)" "([^"]+)" (\d+)$/;

/** The fields of each line, read by an expression of the test's own. */
function fieldsOf(name: LogName): readonly RegExpExecArray[] {
  return textOf(first, name)
    .trimEnd()
    .split('\n')
    .map((line) => {
      const fields = LINE.exec(line);
      if (fields === null) throw new Error(`no combined line: ${line}`);
      return fields;
    });
}

describe.each<LogName>(['ordinary', 'attack', 'burst'])('the %s log', (name) => {
  it('is the same of one seed, and another of another', () => {
    expect(textOf(again, name)).toBe(textOf(first, name));
    expect(textOf(other, name)).not.toBe(textOf(first, name));
  });

  it('has the lines and bytes that its facts say', () => {
    const { facts } = logOf(first, name);
    const fields = fieldsOf(name);
    expect(facts).toMatchObject({
      lines: LINES,
      bytes: textOf(first, name).length,
      bytesSent: fields.reduce((sum, field) => sum + Number(field[6]), 0),
    });
    expect(fields.length).toBe(LINES);
  });
});

it('is made alike on every machine and by every release: figures can be compared', () => {
  const hash = (name: LogName) => createHash('sha256').update(textOf(first, name)).digest('hex');
  expect([hash('ordinary'), hash('attack'), hash('burst')].map((hex) => hex.slice(0, 16))).toEqual([
    '6a59178e53bc1e22',
    '038cb48909f4b1f7',
    '984fab24a4cb1c39',
  ]);
});

it('are made once, and again where the making was broken off', async () => {
  const settings = { folder: files.folder('first'), lines: LINES, seed: 1 };
  const { path } = logOf(first, 'attack');
  const whole = readFileSync(path);
  truncateSync(path, 1000);
  await makeLogs(settings);
  expect(readFileSync(path).length).toBe(1000);
  rmSync(`${path}.facts.json`);
  const logs = await makeLogs({ ...settings, logs: ['attack'] });
  expect(logs).toEqual([logOf(first, 'attack')]);
  expect(readFileSync(path).equals(whole)).toBe(true);
});

it('the gzip log is the ordinary one', () => {
  expect(textOf(first, 'gzip')).toBe(textOf(first, 'ordinary'));
  expect(logOf(first, 'gzip').facts).toEqual(logOf(first, 'ordinary').facts);
});

it('no two lines of the attack have the client, the path or the agent of each other', () => {
  for (const field of [1, 4, 8]) {
    expect(new Set(fieldsOf('attack').map((fields) => fields[field])).size).toBe(LINES);
  }
});

it('the burst is as large as its facts say, within ten minutes of its hour', () => {
  const { facts } = logOf(first, 'burst');
  const crawled = fieldsOf('burst').filter((fields) => fields[4]?.startsWith('/catalog/compare?'));
  expect(facts.burst).toEqual({ route: '/catalog/compare', requests: crawled.length });
  for (const [, , time] of crawled) expect(time).toMatch(/:02:(29:5\d|3\d:\d\d) /);
});
