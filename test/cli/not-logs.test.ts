import { closeSync, openSync, readSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  MAX_INFLATED_NUL_BYTES,
  MAX_NUL_BYTES,
  MAX_UNBROKEN_BYTES,
} from '../../src/ingest/endless.ts';
import { MOST_SAMPLES, SAMPLE_BYTES } from '../../src/ingest/sample-lines.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';

const MEBIBYTE = 1024 * 1024;
const folder = new TempFolder();

/** The head of the program that runs this. */
function programHead(): Uint8Array {
  const bytes = Buffer.alloc(MEBIBYTE);
  const file = openSync(process.execPath, 'r');
  readSync(file, bytes);
  closeSync(file);
  return bytes;
}

/** Bytes that look like chance, and are the same in every run. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), noise(5000)]);
const repeated = (line: string): Uint8Array => Buffer.from(`${line}\n`.repeat(3000));

const files: Readonly<Record<string, readonly [content: Uint8Array, told: RegExp]>> = {
  'empty.log': [new Uint8Array(0), /empty\.log is empty/],
  program: [programHead(), /it is binary, no text/],
  'image.png': [png, /it is binary, no text/],
  'zeros.log': [new Uint8Array(5000), /zeros\.log is no access log|zeros\.log is empty/],
  'page.html': [repeated('<p>On <b>21/Nov/2026</b> we had 200 visitors.</p>'), /nearest format/],
  syslog: [repeated('Nov 21 05:06:17 web1 CRON[14]: (root) CMD (run-parts)'), /a system log/],
  'app.log': [repeated('2026-11-21 05:06:17,123 INFO shop: 200 orders'), /an application's log/],
  'slow.log': [repeated('# Query_time: 12.5  Lock_time: 0.0'), /MySQL's slow query log/],
  'error.log': [repeated('2026/11/21 05:06:17 [error] 7#7: *1 open() failed'), /nginx' error log/],
  error_log: [
    repeated('[Sat Nov 21 05:06:17.123456 2026] [core:error] [pid 7] AH00126: Invalid URI'),
    /Apache's error log/,
  ],
  'lighttpd-error.log': [
    repeated('2026-11-21 05:06:17: (server.c.1704) server started'),
    /lighttpd's error log/,
  ],
  'uwsgi.log': [
    Buffer.from('*** Starting uWSGI 2.0.21 (64bit) ***\nspawned uWSGI worker 1 (pid: 7)\n'),
    /uWSGI's own log/,
  ],
  'bomb.gz': [
    Buffer.concat(
      Array.from({ length: 5 }, () => gzipSync(Buffer.alloc(MAX_INFLATED_NUL_BYTES / 4))),
    ),
    /its gzip data holds NUL bytes without end/,
  ],
  'lines.gz': [gzipSync(Buffer.alloc(200 * MEBIBYTE, 'a line\n')), /nearest format/],
};
for (const [name, [content]] of Object.entries(files)) folder.file(`all/${name}`, content);

describe('files that are no access logs', () => {
  it.each(Object.entries(files))('%s is told in one line', async (name, [, told]) => {
    const { status, stdout, stderr } = await runCli([`${folder.path}/all/${name}`]);
    expect(status).toBe(2);
    expect(stdout.toString()).toBe('');
    expect(stderr).toMatch(told);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('and a folder of nothing else are, too', async () => {
    const { status, stderr } = await runCli([`${folder.path}/all`]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/all holds no access log: [^\n]+\n$/);
  });
});

/** A stream that never ends, and how much of it was taken. */
class Endless implements Iterable<Uint8Array> {
  taken = 0;
  readonly #chunk: Uint8Array;

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk;
  }

  *[Symbol.iterator](): Iterator<Uint8Array> {
    for (;;) {
      this.taken += this.#chunk.length;
      yield this.#chunk;
    }
  }
}

/** What a stream reads ahead of who asks for it. */
const AHEAD_BYTES = 32 * MEBIBYTE;
const SAMPLED_BYTES = MOST_SAMPLES * SAMPLE_BYTES;

describe('streams that never end', () => {
  it.each([
    ['NUL bytes', new Uint8Array(MEBIBYTE), MAX_NUL_BYTES],
    ['letters', Buffer.alloc(MEBIBYTE, 'a'), MAX_UNBROKEN_BYTES],
    ['line ends', Buffer.alloc(MEBIBYTE, '\n'), SAMPLED_BYTES],
    ['bytes of chance', noise(MEBIBYTE), SAMPLE_BYTES],
    ['one line', Buffer.alloc(MEBIBYTE, 'y\n'), SAMPLED_BYTES],
    ['lines of an application', repeated('2026-11-21 05:06:17,123 INFO 200'), SAMPLED_BYTES],
    ['lines of an error log', repeated('2026/11/21 05:06:17 [error] 7#7: *1 x'), SAMPLE_BYTES],
    ['a binary', programHead(), SAMPLE_BYTES],
  ])('of %s are given up within their limit', async (_, chunk, limit) => {
    const endless = new Endless(chunk);
    const { status, stderr } = await runCli(['-'], { stdin: endless });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^culprit: standard input [^\n]+\n$/);
    expect(endless.taken).toBeLessThanOrEqual(limit + AHEAD_BYTES);
  });
});
