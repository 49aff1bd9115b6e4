import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FollowedLog } from '../../src/follow/followed-log.ts';

const ROTATIONS = 8;
const folder = mkdtempSync(join(tmpdir(), 'culprit-rotation-'));
const path = join(folder, 'access.log');
beforeEach(() => void mkdirSync(folder, { recursive: true }));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A server that writes on, and is told to open its log anew a while after it was renamed. */
class Writer {
  lines = 0;
  #fd = openSync(path, 'a');

  write(count: number): void {
    const texts = Array.from({ length: count }, () => `line ${this.lines++} ${'x'.repeat(60)}\n`);
    writeSync(this.#fd, texts.join(''));
  }

  reopen(): void {
    closeSync(this.#fd);
    this.#fd = openSync(path, 'a');
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function shift(): void {
  for (let at = ROTATIONS; at >= 1; at--) {
    if (existsSync(`${path}.${at}`)) renameSync(`${path}.${at}`, `${path}.${at + 1}`);
  }
}

describe('rotation of both kinds while the server writes', () => {
  // A host that lets a look at the file wait until it has grown past where it was cut hides the cut from anybody.
  it('loses no line and doubles none', { retry: 2 }, async () => {
    const writer = new Writer();
    const seen: string[] = [];
    const followed = new FollowedLog(path, {
      deliver: (lines) => void seen.push(Buffer.from(lines).toString()),
      afterLines: () => Promise.resolve(),
      clock: () => performance.now(),
      warn: () => undefined,
    });
    await followed.begin(0);
    const writing = setInterval(() => writer.write(200), 5);
    for (let rotation = 0; rotation < ROTATIONS; rotation++) {
      for (let at = 0; at < 8; at++) {
        await followed.poll();
        await pause(20);
      }
      shift();
      if (rotation % 2 === 0) {
        renameSync(path, `${path}.1`);
        setTimeout(() => writer.reopen(), 60);
      } else {
        copyFileSync(path, `${path}.1`);
        truncateSync(path);
      }
    }
    await pause(100);
    clearInterval(writing);
    writer.close();
    while (await followed.poll()) await pause(1);
    await followed.close();
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const counted = seen.join('').split('\n').length - 1;
    expect(kept.join('').split('\n').length - 1).toBe(writer.lines);
    expect(counted).toBe(writer.lines);
    expect(new Set(seen.join('').split('\n')).size - 1).toBe(writer.lines);
  });
});
