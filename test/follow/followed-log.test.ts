import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { FollowedLog, RENAMED_GRACE_MS } from '../../src/follow/followed-log.ts';
import { unreadSince } from '../../src/follow/rotated-files.ts';

const folders: string[] = [];
const opened: FollowedLog[] = [];
afterEach(async () => {
  for (const log of opened.splice(0)) await log.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

class Followed {
  readonly path: string;
  readonly log: FollowedLog;
  readonly warnings: string[] = [];
  clockMs = 0;
  text = '';
  #lines = 0;

  constructor(path: string) {
    this.path = path;
    this.log = new FollowedLog(path, {
      deliver: (lines) => {
        this.text += Buffer.from(lines).toString();
      },
      afterLines: () => Promise.resolve(),
      clock: () => this.clockMs,
      warn: (text) => this.warnings.push(text),
    });
    opened.push(this.log);
  }

  static async begin(from: number | 'end' = 0): Promise<Followed> {
    const folder = mkdtempSync(join(tmpdir(), 'culprit-follow-'));
    folders.push(folder);
    const followed = new Followed(join(folder, 'access.log'));
    writeFileSync(followed.path, '');
    await followed.log.begin(from);
    return followed;
  }

  /** Appends lines with running numbers. */
  write(count: number, path = this.path): void {
    const lines = Array.from({ length: count }, () => `line ${this.#lines++}\n`);
    appendFileSync(path, lines.join(''));
  }

  /** What should have come: every line once. */
  get written(): string {
    return Array.from({ length: this.#lines }, (_, i) => `line ${i}\n`).join('');
  }
}

describe('a log that is followed', () => {
  it('gives whole lines as they come', async () => {
    const one = await Followed.begin();
    one.write(3);
    appendFileSync(one.path, 'not en');
    expect(await one.log.poll()).toBe(true);
    expect(one.text).toBe(one.written);
    appendFileSync(one.path, 'ded\n');
    await one.log.poll();
    expect(one.text).toBe(`${one.written}not ended\n`);
    expect(await one.log.poll()).toBe(false);
  });

  it('may begin behind what is there', async () => {
    const one = await Followed.begin();
    writeFileSync(one.path, 'old\n');
    const other = new Followed(one.path);
    await other.log.begin('end');
    other.write(2);
    await other.log.poll();
    expect(other.text).toBe(other.written);
  });

  it('is waited for where it is not there yet', async () => {
    const one = await Followed.begin();
    const later = new Followed(`${one.path}.later`);
    await later.log.begin('end');
    expect(later.warnings).toHaveLength(1);
    later.write(2);
    await later.log.poll();
    await later.log.poll();
    expect(later.text).toBe(later.written);
  });

  it('is read on after it was renamed, and the new one from its begin', async () => {
    const one = await Followed.begin();
    one.write(5);
    await one.log.poll();
    renameSync(one.path, `${one.path}.1`);
    one.write(5, `${one.path}.1`);
    await one.log.poll();
    one.write(5, `${one.path}.1`);
    await one.log.poll();
    one.write(5);
    await one.log.poll();
    await one.log.poll();
    expect(one.text).toBe(one.written);
    expect(one.log.saved).toHaveLength(2);
    one.clockMs += RENAMED_GRACE_MS;
    await one.log.poll();
    expect(one.log.saved).toHaveLength(1);
  });

  it('may be renamed twice between two looks', async () => {
    const one = await Followed.begin();
    one.write(5);
    await one.log.poll();
    one.write(2);
    renameSync(one.path, `${one.path}.2`);
    one.write(3);
    renameSync(one.path, `${one.path}.1`);
    one.write(4);
    await one.log.poll();
    await one.log.poll();
    expect(one.text).toBe(one.written);
  });

  it('may be copied and emptied: what was not read is read from the copy', async () => {
    const one = await Followed.begin();
    one.write(5);
    await one.log.poll();
    one.write(7);
    copyFileSync(one.path, `${one.path}.1`);
    truncateSync(one.path);
    one.write(2);
    await one.log.poll();
    await one.log.poll();
    expect(one.text).toBe(one.written);
  });

  it('may be copied and emptied before anything of it was read', async () => {
    const one = await Followed.begin();
    one.write(5);
    const late = new Followed(one.path);
    await late.log.begin(0);
    copyFileSync(one.path, `${one.path}.1`);
    truncateSync(one.path);
    one.write(2);
    await late.log.poll();
    await late.log.poll();
    expect(late.text).toBe('line 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\n');
  });

  it('is known as another one where it has grown past its old length since it was emptied', async () => {
    const one = await Followed.begin();
    one.write(5);
    await one.log.poll();
    one.write(1);
    copyFileSync(one.path, `${one.path}.1`);
    truncateSync(one.path);
    one.write(500);
    await one.log.poll();
    await one.log.poll();
    expect(one.text).toBe(one.written);
  });

  it('may be deleted and made anew', async () => {
    const one = await Followed.begin();
    one.write(5);
    await one.log.poll();
    rmSync(one.path);
    await one.log.poll();
    expect(existsSync(one.path)).toBe(false);
    one.write(5);
    await one.log.poll();
    await one.log.poll();
    expect(one.text).toBe(one.written);
  });
});

describe('what was not read while nobody followed', () => {
  async function stopped(): Promise<Followed> {
    const one = await Followed.begin();
    one.write(5);
    await one.log.poll();
    one.write(5);
    return one;
  }

  /** Reads on with another follower. */
  async function resumed(one: Followed): Promise<string> {
    const [saved] = one.log.saved;
    if (saved === undefined) throw new Error('nothing was saved');
    const stretches = await unreadSince(one.path, saved);
    if (stretches === undefined) return 'lost';
    const other = new Followed(one.path);
    for (const stretch of stretches) await other.log.catchUp(stretch);
    return one.text + other.text;
  }

  it('is the rest of the file', async () => {
    const one = await stopped();
    expect(await resumed(one)).toBe(one.written);
  });

  it('is found where the file was renamed, once or twice', async () => {
    const one = await stopped();
    renameSync(one.path, `${one.path}.1`);
    one.write(3);
    expect(await resumed(one)).toBe(one.written);
    renameSync(`${one.path}.1`, `${one.path}.2`);
    renameSync(one.path, `${one.path}.1`);
    one.write(3);
    expect(await resumed(one)).toBe(one.written);
  });

  it('is found where the file was compressed', async () => {
    const one = await stopped();
    writeFileSync(`${one.path}.1.gz`, gzipSync(readFileSync(one.path)));
    rmSync(one.path);
    one.write(3);
    expect(await resumed(one)).toBe(one.written);
  });

  it('is found where the file was copied and emptied', async () => {
    const one = await stopped();
    copyFileSync(one.path, `${one.path}.1`);
    truncateSync(one.path);
    one.write(100);
    expect(await resumed(one)).toBe(one.written);
  });

  it('is lost where the file is gone', async () => {
    const one = await stopped();
    rmSync(one.path);
    one.write(3);
    expect(await resumed(one)).toBe('lost');
  });
});
