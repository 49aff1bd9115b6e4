import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { WatchEvent } from './watch-event.ts';

/** Between the starts of two commands. */
export const COMMAND_PAUSE_MS = 10_000;
/** A command that takes longer is ended. */
export const COMMAND_TIMEOUT_MS = 60_000;
/** Events that wait for their turn; of more the oldest are left out, and that is said. */
export const MAX_WAITING = 20;
/** In the end it is waited so long for a command that runs. */
export const LAST_WAIT_MS = 5000;

export interface CommandSettings {
  readonly warn: (text: string) => void;
  readonly pauseMs?: number;
  readonly timeoutMs?: number;
}

/**
 * Runs a command of the shell for each event, which stands on its standard input as a line of JSON: one after another, not
 * oftener than its pause allows, and without anything waiting for it.
 */
export class IncidentCommand {
  readonly #command: string;
  readonly #settings: CommandSettings;
  readonly #waiting: WatchEvent[] = [];
  #running: Promise<void> | undefined;
  #isLast = false;

  constructor(command: string, settings: CommandSettings) {
    this.#command = command;
    this.#settings = settings;
  }

  /** Takes an event; returns at once. */
  tell(event: WatchEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.#settings.warn(
        `--on-incident: more than ${MAX_WAITING} events wait; the oldest is left out`,
      );
    }
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined;
    });
  }

  /** Waits for what runs, and for what waits without its pauses, but not for long. */
  async end(): Promise<void> {
    this.#isLast = true;
    if (this.#running === undefined) return;
    const patience = new AbortController();
    const { signal } = patience;
    await Promise.race([
      this.#running,
      pause(LAST_WAIT_MS, undefined, { signal }).catch(() => undefined),
    ]);
    patience.abort();
  }

  async #runAll(): Promise<void> {
    const { pauseMs = COMMAND_PAUSE_MS } = this.#settings;
    for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) {
      await this.#run(event);
      if (!this.#isLast) await pause(pauseMs, undefined, { ref: false });
    }
  }

  async #run(event: WatchEvent): Promise<void> {
    const { warn, timeoutMs = COMMAND_TIMEOUT_MS } = this.#settings;
    const ended = await new Promise<string | undefined>((resolve) => {
      const child = spawn(this.#command, {
        shell: true,
        stdio: ['pipe', 'ignore', 'ignore'],
        timeout: timeoutMs,
      });
      child.on('error', (error) => resolve(error.message));
      child.on('exit', (code, signal) => {
        resolve(code === 0 ? undefined : `it ended with ${signal ?? code}`);
      });
      // A command need not read what it is told.
      child.stdin.on('error', () => undefined);
      child.stdin.end(`${JSON.stringify(event)}\n`);
      child.unref();
    });
    if (ended !== undefined) warn(`--on-incident: ${ended}`);
  }
}
