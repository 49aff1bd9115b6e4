import { readFile, rename, stat } from 'node:fs/promises';
import { writeWhole } from '../atomic-file.ts';
import { ExpectedError } from '../errors.ts';
import { stateOf, stateText, type WatchState } from './state-text.ts';

/** Between two times that a state is written where nothing happened but lines. */
export const SAVE_PAUSE_MS = 5000;

export interface StateFileSettings {
  /** Milliseconds from any start. */
  readonly clock: () => number;
  readonly warn: (text: string) => void;
}

/** The file that a watch goes on with after a restart: written whole or not at all, and never a reason to end. */
export class StateFile {
  readonly #path: string;
  readonly #settings: StateFileSettings;
  #savedMs = Number.NEGATIVE_INFINITY;
  #isFailing = false;

  constructor(path: string, settings: StateFileSettings) {
    this.#path = path;
    this.#settings = settings;
  }

  /** What was saved last; undefined where nothing was. A file that is none is renamed, and said. */
  async load(): Promise<WatchState | undefined> {
    let text: string;
    try {
      // A device may have no end.
      if (!(await stat(this.#path)).isFile()) return undefined;
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      this.#settings.warn(`the state ${this.#path} cannot be read: it begins anew`);
      return undefined;
    }
    const state = stateOf(text);
    if (typeof state !== 'string') return state;
    const aside = `${this.#path}.damaged`;
    await rename(this.#path, aside).catch(() => undefined);
    this.#settings.warn(
      `the state ${this.#path} is damaged: ${state}; it was set aside as ${aside}, and the watch begins anew`,
    );
    return undefined;
  }

  /** Whether it is time to save. */
  get isDue(): boolean {
    return this.#settings.clock() - this.#savedMs >= SAVE_PAUSE_MS;
  }

  /** Writes a state. What goes wrong is said once, and tried again the next time. */
  async save(state: WatchState): Promise<void> {
    this.#savedMs = this.#settings.clock();
    try {
      await writeWhole(this.#path, stateText(state));
      this.#isFailing = false;
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      if (!this.#isFailing) this.#settings.warn(`the state cannot be saved: ${error.what}`);
      this.#isFailing = true;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
