import { appendFileSync, rmSync, truncateSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHUNK_BYTES, type FileFate, growingFileBytes } from '../../src/ingest/growing-file.ts';
import { TempFolder } from '../support/temp-folder.ts';

const folder = new TempFolder();
const line = `${'x'.repeat(99)}\n`;
const content = line.repeat(2000);

/** Reads a file to which `meanwhile` happens after the first chunk. */
async function readWhile(
  path: string,
  meanwhile: () => void,
): Promise<{ readonly text: string; readonly fate: FileFate | undefined }> {
  let text = '';
  let fate: FileFate | undefined;
  const chunks = growingFileBytes(path, (became) => {
    fate = became;
  });
  for await (const chunk of chunks) {
    if (text === '') meanwhile();
    text += Buffer.from(chunk).toString();
  }
  return { text, fate };
}

it('a file that grows is read as it was when it was opened', async () => {
  const path = folder.file('grows.log', content);
  const { text, fate } = await readWhile(path, () => appendFileSync(path, line));
  expect(text).toBe(content);
  expect(fate).toEqual({ openedWith: content.length, read: content.length });
});

it('a line that was being written is read to its end', async () => {
  const path = folder.file('half.log', content.slice(0, -50));
  const { text } = await readWhile(path, () => appendFileSync(path, line.slice(50) + line));
  expect(text).toBe(content);
});

it('a file without a last line end is read whole', async () => {
  const path = folder.file('unfinished.log', content.slice(0, -1));
  expect((await readWhile(path, () => undefined)).text).toBe(content.slice(0, -1));
});

it('a file that is cut short ends there, and that is told', async () => {
  const path = folder.file('shrinks.log', content);
  const { text, fate } = await readWhile(path, () => truncateSync(path, 0));
  expect(text).toBe(content.slice(0, CHUNK_BYTES));
  expect(fate).toEqual({ openedWith: content.length, read: CHUNK_BYTES });
});

it('a file that vanishes is read to its end', async () => {
  const path = folder.file('vanishes.log', content);
  expect((await readWhile(path, () => rmSync(path))).text).toBe(content);
});
