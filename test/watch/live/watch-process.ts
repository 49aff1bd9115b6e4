import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { WatchEvent } from '../../../src/watch/watch-event.ts';

/** An event, and when it was seen, epoch milliseconds. */
export interface SeenEvent extends WatchEvent {
  readonly seenMs: number;
}

/** A watch that follows a log in a process of its own, and what it has told so far. */
export class WatchProcess {
  readonly events: SeenEvent[] = [];
  readonly child: ChildProcess;
  #unfinished = '';

  constructor(log: string, metrics: readonly string[]) {
    const asked = metrics.flatMap((path) => ['-m', path]);
    this.child = spawn(process.execPath, ['bin/culprit.js', 'watch', log, '--json', ...asked]);
    this.child.stderr?.resume();
    this.child.stdout?.on('data', (chunk) => this.#take(String(chunk)));
  }

  /** The first event in which somebody is named. */
  get firstNaming(): SeenEvent | undefined {
    return this.events.find(({ incident }) => incident.culprits.length > 0);
  }

  async end(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exit;
  }

  #take(text: string): void {
    const lines = `${this.#unfinished}${text}`.split('\n');
    this.#unfinished = lines.pop() ?? '';
    for (const line of lines) {
      const event = JSON.parse(line) as SeenEvent;
      // The last line is the report.
      if ('incident' in event) this.events.push({ ...event, seenMs: Date.now() });
    }
  }
}
