import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileBytes } from '../../src/ingest/source.ts';
import { rereadFile } from '../../src/second-look/reread-file.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const text = Array.from({ length: 50_000 }, (_, i) => `line ${i}\n`).join('');
const stored: Readonly<Record<string, Uint8Array>> = {
  'plain.log': Buffer.from(text),
  'packed.gz': gzipSync(text),
  'marked.log': Buffer.from(`\ufeff${text}`),
  'utf16.log': Buffer.from(`\ufeff${text}`, 'utf16le'),
};

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe('rereadFile', () => {
  it.each(Object.keys(stored))(
    'gives the bytes of %s by the offsets of the first reading',
    async (name) => {
      const path = files.file(name, stored[name] ?? '');
      const first = await joined(fileBytes(path));
      const file = await rereadFile(path);
      for (const [from, to] of [
        [0, 10],
        [10, 10],
        [17, 100_003],
        [100_003, 100_004],
        [400_000, Number.MAX_SAFE_INTEGER],
      ] as const) {
        const again = await joined(file.bytes(from, to));
        expect(again.equals(first.subarray(from, to))).toBe(true);
      }
      await file.close();
      expect(first.length).toBe(text.length);
    },
  );

  it('rejects where the file is gone', async () => {
    await expect(rereadFile(`${files.path}/gone`)).rejects.toThrow('ENOENT');
  });
});
