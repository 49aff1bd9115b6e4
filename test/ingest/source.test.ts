import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unreadable } from '../../src/file-errors.ts';
import { compressionOf } from '../../src/ingest/compression.ts';
import { refuseEndless, refuseNulBomb } from '../../src/ingest/endless.ts';
import { fileBytes, plainBytes } from '../../src/ingest/source.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { bzip2Bomb, eightLines, eightLinesCompressed } from './compressed-line.ts';

const folder = new TempFolder();
const formats = Object.entries(eightLinesCompressed);

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function pieces(bytes: Uint8Array, length: number): Readable {
  const cuts = Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
  return Readable.from(cuts);
}

describe.each(formats)('%s', (name, compressed) => {
  it('is known by its content, whatever the file is called', async () => {
    expect(compressionOf(compressed)?.name).toBe(name);
    const path = folder.file(`${name}/access.log`, compressed);
    expect(await textOf(fileBytes(path))).toBe(eightLines);
  });

  it('of two members is read to the end of the second', async () => {
    const twice = Buffer.concat([compressed, compressed]);
    expect(await textOf(plainBytes(pieces(twice, twice.length)))).toBe(eightLines + eightLines);
  });

  it('comes out the same however the bytes come in', async () => {
    for (const length of [1, 2, 3, 7, 100]) {
      expect(await textOf(plainBytes(pieces(compressed, length)))).toBe(eightLines);
    }
  });

  it('that ends too early is an error of that file, and the next one is read', async () => {
    const path = folder.file(`${name}/cut.log`, compressed.subarray(0, compressed.length - 20));
    const failure = await textOf(fileBytes(path)).catch((error: unknown) => error);
    expect(unreadable('cut.log', failure).message).toContain(
      `cannot read cut.log: its ${name} data ends too early`,
    );
    expect(await textOf(plainBytes(pieces(compressed, 50)))).toBe(eightLines);
  });

  it('of which every byte is damaged in turn ends, in text or in an error of that file', async () => {
    for (let at = 4; at < compressed.length; at++) {
      const damaged = Uint8Array.from(compressed);
      damaged[at] = 255 - (damaged[at] ?? 0);
      const outcome = await textOf(plainBytes(pieces(damaged, 1000))).catch((error: unknown) =>
        unreadable('damaged.log', error),
      );
      if (typeof outcome !== 'string') expect(outcome.name).toBe('ExpectedError');
    }
  });
});

describe('inputs', () => {
  const text = 'GET /caf\u00e9 \u{1F600}\r\nGET /\n';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');

  it.each([
    ['UTF-16, low byte first', utf16],
    ['UTF-16, high byte first', Buffer.from(utf16).swap16()],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['gzip of UTF-16', gzipSync(utf16)],
    ['UTF-8', Buffer.from(text)],
  ])('in %s come as UTF-8', async (_, bytes) => {
    for (const length of [1, 3, 1000]) {
      expect(await textOf(plainBytes(pieces(bytes, length)))).toBe(text);
    }
  });

  it('that are empty are empty', async () => {
    expect(await textOf(fileBytes(folder.file('empty.log', '')))).toBe('');
  });

  it('of NUL bytes end within the limit, compressed ones in bounded memory', async () => {
    const before = process.memoryUsage.rss();
    const bomb = refuseEndless(plainBytes(pieces(bzip2Bomb, 1000)), 'bomb.bz2', {
      nulBytes: 150 * 1024 * 1024,
    });
    await expect(countOf(bomb)).rejects.toThrow(
      'bomb.bz2 holds no lines: NUL bytes only in 150 MiB',
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('inflate to no more NUL bytes than a log has in a hole', async () => {
    const bytes = Readable.from([
      Buffer.alloc(3),
      Buffer.from('x'),
      Buffer.alloc(2),
      Buffer.alloc(2),
    ]);
    expect(await countOf(refuseNulBomb(bytes, 'bzip2', 4))).toBe(8);
    const bomb = Readable.from([Buffer.from('x'), Buffer.alloc(3), Buffer.alloc(2)]);
    const failure = await countOf(refuseNulBomb(bomb, 'bzip2', 4)).catch((error: unknown) => error);
    expect(unreadable('bomb.bz2', failure).message).toContain(
      'cannot read bomb.bz2: its bzip2 data holds NUL bytes without end',
    );
  });

  it.each(formats)('of %s can be left before their end', async (_, compressed) => {
    const members = Readable.from(Array.from({ length: 3000 }, () => compressed));
    for await (const chunk of plainBytes(members)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(members.destroyed).toBe(true);
    // What an abandoned decoder does wrong, it does a little later.
    await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('without a line end end within the limit', async () => {
    const endless = Readable.from(Array.from({ length: 5 }, () => Buffer.alloc(1024 * 1024, 'x')));
    const limits = { unbrokenBytes: 4 * 1024 * 1024 };
    await expect(countOf(refuseEndless(endless, '-', limits))).rejects.toThrow(
      '- holds no lines: no line end in 4 MiB',
    );
  });

  it('with line ends are as long as they like', async () => {
    const chunk = Buffer.from(`${'x'.repeat(1000)}\n`);
    const lines = Readable.from(Array.from({ length: 5 }, () => chunk));
    expect(await countOf(refuseEndless(lines, '-', { unbrokenBytes: 1500 }))).toBe(5005);
  });
});

async function countOf(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0;
  for await (const chunk of bytes) count += chunk.length;
  return count;
}
