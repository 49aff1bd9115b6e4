import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ExpectedError } from '../../src/errors.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import { errorOf, failureOf } from '../../src/segments/failure.ts';
import { ThreadPool } from '../../src/segments/segment-pool.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const settings = { names: {}, fromMs: 0, toMs: 1, limits: defaultLimits };
const segment = { pieces: [], bytes: undefined };

function poolOf(program: string, threads = 2): ThreadPool {
  const url = pathToFileURL(files.file('worker.mjs', program));
  return new ThreadPool(threads, settings, url);
}

describe('threads', () => {
  it.each([
    ['ends', 'process.exit(3)', 'a thread ended with 3'],
    ['throws', "throw new Error('out of luck')", 'out of luck'],
  ])('of which one %s fail what waits for it, and what comes later', async (_, body, message) => {
    const pool = poolOf(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => { ${body} });`);
    const reads = await Promise.allSettled([0, 1, 2].map(() => pool.read(segment, 0)));
    const reasons = reads.map((read) => read.status === 'rejected' && read.reason.message);
    expect(reasons).toEqual([message, message, message]);
    await expect(pool.read(segment, 0)).rejects.toThrow(message);
    await pool.close();
  });

  it('give each segment to the one that has the least to do', async () => {
    const pool = poolOf(`
      import { parentPort, threadId } from 'node:worker_threads';
      parentPort.on('message', ({ id }) => parentPort.postMessage({ id, read: threadId }));`);
    const [first, second, third, fourth] = await Promise.all(
      [0, 1, 2, 3].map(() => pool.read(segment, 0)),
    );
    expect(new Set([first, second]).size).toBe(2);
    expect([third, fourth]).toEqual([first, second]);
    await pool.close();
  });

  it('leave what they have no time for to the one that asks', async () => {
    const pool = poolOf(
      `
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ id }) => parentPort.postMessage({ id, read: 'elsewhere' }));`,
      1,
    );
    const [first, second, third] = await Promise.all([0, 1, 2].map(() => pool.read(segment, 0)));
    expect([first, second]).toEqual(['elsewhere', 'elsewhere']);
    expect(third).toMatchObject({ parts: [], spans: [] });
    await pool.close();
  });
});

describe('an error from another thread', () => {
  it('of a user stays one', () => {
    const error = errorOf(structuredClone(failureOf(new ExpectedError('a is none', 'name b'))));
    expect(error).toBeInstanceOf(ExpectedError);
    expect(error).toMatchObject({ message: 'a is none; name b', what: 'a is none' });
  });

  it('of the system keeps its code', () => {
    const io = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
    expect(errorOf(structuredClone(failureOf(io)))).toMatchObject({
      message: io.message,
      code: 'EIO',
      syscall: 'read',
      stack: io.stack,
    });
  });

  it('that is none is one', () => {
    expect(errorOf(failureOf('odd')).message).toBe('odd');
  });
});
