import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { oversizedIncident } from '../support/made-log.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const { log, metrics } = oversizedIncident();
const inputs = [files.file('access.log', log), '-m', files.file('memory.json', metrics)];
const ESCAPE = String.fromCharCode(27);

/** What a terminal of so many columns is given. */
async function shown(argv: readonly string[], environment: Record<string, string> = {}) {
  let text = '';
  const terminal = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const status = await run(argv, {
    stdin: Object.assign(Readable.from([]), { isTTY: true }),
    stdout: Object.assign(terminal, { isTTY: true, columns: 70 }),
    stderr: new Writable({ write: (_chunk, _encoding, done) => done() }),
    environment,
    onInterrupt: () => () => undefined,
  });
  expect(status).toBe(0);
  return text;
}

describe('a report on a terminal', () => {
  it('is coloured and in lines that fit', async () => {
    const text = await shown(inputs);
    expect(text).toContain(`${ESCAPE}[1m${ESCAPE}[31m# Culprit: `);
    expect(text).not.toContain('| Rank');
  });

  it.each([
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['TERM=dumb', [], { TERM: 'dumb' }],
    ['--no-color', ['--no-color'], {}],
  ])('is plain with %s', async (_, options, environment) => {
    const text = await shown([...inputs, ...options], environment);
    expect(text).not.toContain(ESCAPE);
    expect(text.split('\n')[0]).toMatch(/^# Culprit: /);
  });

  it('as JSON is JSON', async () => {
    const text = await shown([...inputs, '--format', 'json']);
    expect((JSON.parse(text) as { schema: string }).schema).toBe('culprit/report@1');
  });
});
