import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Engine, Usage } from './engine.ts';

const CULPRIT: string = fileURLToPath(new URL('../../../bin/culprit.js', import.meta.url));
const HOOK: string = new URL('./usage-hook.js', import.meta.url).href;

/** What the hook writes. */
type HookUsage = Required<Pick<Usage, 'cpuSeconds' | 'peakBytes'>>;

/**
 * The built command as a process of its own, ended when its time is up. `program` is what node runs, with its first
 * arguments.
 */
export function spawnedEngine(
  limitSeconds: number,
  program: readonly string[] = [CULPRIT],
): Engine {
  return async (argv) => {
    const startMs = performance.now();
    const child = spawn(process.execPath, ['--import', HOOK, ...program, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: limitSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    const [, stdout, stderr, usage] = child.stdio as unknown as readonly Readable[];
    const [status, out, error, took] = await Promise.all([
      endOf(child),
      bytesOf(stdout),
      bytesOf(stderr),
      bytesOf(usage),
    ]);
    const wallSeconds = (performance.now() - startMs) / 1000;
    const told = took.length === 0 ? {} : (JSON.parse(took.toString()) as HookUsage);
    return { status, stdout: out, stderr: error.toString(), wallSeconds, ...told };
  };
}

function endOf(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? undefined));
  });
}

async function bytesOf(stream: Readable | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
