import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../../src/errors.ts';
import { splitBytes } from '../../src/ingest/lines.ts';
import type { LogFacts } from '../../src/ingest/log-facts.ts';
import { LogReader } from '../../src/ingest/log-reader.ts';
import { MOST_SAMPLES, SAMPLE_LINES } from '../../src/ingest/sample-lines.ts';

const request =
  '[pid: 41|app: 0|req: 1/3] 192.0.2.7 () {34 vars in 576 bytes} [Sat Nov 21 03:43:25 2026] GET /a => generated 12 bytes in 46 msecs (HTTP/1.1 200) 2 headers in 82 bytes (1 switches on core 1)';

async function read(text: string): Promise<LogFacts & { readonly offsets: readonly number[] }> {
  const offsets: number[] = [];
  const reader = new LogReader('the log', { format: undefined }, (_, __, offset) => {
    offsets.push(offset);
  });
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  };
  await splitBytes(bytes(), reader.line);
  reader.end();
  return Object.assign(reader.facts, { offsets });
}

const noise = (lines: number): string => 'a line of the application\n'.repeat(lines);

describe('a log that begins with other text', () => {
  it.each([
    ['shorter than a sample', 10],
    ['as long as a sample', SAMPLE_LINES],
    ['longer than a sample', SAMPLE_LINES + 1],
    ['as long as all samples but one', SAMPLE_LINES * (MOST_SAMPLES - 1)],
  ])('%s is read with all its lines', async (_, lines) => {
    const { tally, format, offsets } = await read(`${noise(lines)}${request}\r\n${request}`);
    expect(format?.name).toBe('uwsgi');
    expect(tally).toMatchObject({ lines: lines + 2, parsed: 2, between: lines });
    const first = noise(lines).length;
    expect(offsets).toEqual([first, first + request.length + 2]);
  });

  it('as long as all samples is given up, with the reason of the first', async () => {
    const text = `first\n${noise(SAMPLE_LINES * MOST_SAMPLES)}${request}\n`;
    await expect(read(text)).rejects.toThrow(ExpectedError);
    await expect(read(text)).rejects.toThrow(
      /the log is no access log that is known: .*line 1, column \d+: /,
    );
  });

  it('is not read on where it is a log of another kind', async () => {
    const error = '2026/11/21 05:06:17 [notice] 1#1: using the "epoll" event method\n';
    const text = `${error.repeat(SAMPLE_LINES)}${request}\n`;
    await expect(read(text)).rejects.toThrow("it is nginx' error log");
  });
});
