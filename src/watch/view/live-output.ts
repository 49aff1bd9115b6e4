import type { Io, Keyboard } from '../../io.ts';
import { displayOf } from '../../terminal/display.ts';
import { writeReport } from '../../write-report.ts';
import type { Health } from '../health.ts';
import type { IncidentTracker } from '../incident-tracker.ts';
import type { Outputs } from '../outputs.ts';
import type { Outlook, Watch } from '../watch.ts';
import type { WatchOptions } from '../watch-options.ts';
import type { WatchedLogs } from '../watched-logs.ts';
import { TerminalView } from './terminal-view.ts';

/** Where the report is written that a key asks for, unless an output is named. */
const ASKED_FOR = 'culprit-report.md';

export interface LiveOutputParts {
  readonly io: Io;
  readonly options: WatchOptions;
  readonly outputs: Outputs;
  readonly logs: WatchedLogs;
  readonly tracker: IncidentTracker;
  readonly health: Health;
  /** Undefined where there are none: the view is looked at only. */
  readonly keys: Keyboard | undefined;
  /** Milliseconds from any start. */
  readonly clock: () => number;
  readonly quit: () => void;
}

/** Shows a watch at a terminal in place of telling its events one below another. */
export class LiveOutput {
  readonly #parts: LiveOutputParts;
  readonly #view: TerminalView;
  #watch: Watch | undefined;

  constructor(parts: LiveOutputParts) {
    this.#parts = parts;
    const { io, options, logs, tracker, health, keys, clock, quit } = parts;
    this.#view = new TerminalView({
      terminal: io.stdout,
      keys,
      hasColor: displayOf(io.stdout, io.environment, options)?.colour === true,
      state: () => ({ health: health.now, lines: logs.lines, tracked: tracker.tracked }),
      clock,
      quit,
      write: () => this.#write(),
    });
  }

  /** Whether this is a terminal that a view can be shown at, and nothing else was asked for. */
  static isFor({ stdout, environment }: Io, { json }: WatchOptions): boolean {
    const { TERM } = environment;
    return stdout.isTTY === true && !json && TERM !== 'dumb';
  }

  start(watch: Watch): void {
    this.#watch = watch;
    this.#view.start();
  }

  stop(): void {
    this.#view.stop();
  }

  /** Says something for a while. */
  readonly say = (text: string): void => this.#view.say(text);

  /** Shows what has changed; behind the last report the terminal is as it was. */
  async tell(outlook: Outlook): Promise<void> {
    const { outputs, options } = this.#parts;
    const { events, isLast, report } = outlook;
    if (isLast) {
      this.#view.stop();
      await outputs.tell({ ...outlook, events: [] });
      return;
    }
    this.#view.show(outlook);
    if (options.output !== undefined && events.length > 0) await outputs.write(report);
  }

  async #write(): Promise<string> {
    await this.#watch?.lookNow();
    const report = this.#watch?.latest?.report;
    if (report === undefined) return 'there is nothing to report yet';
    const { output = ASKED_FOR, outputFormat } = this.#parts.options;
    await writeReport(output, report, outputFormat);
    return `wrote ${output}`;
  }
}
