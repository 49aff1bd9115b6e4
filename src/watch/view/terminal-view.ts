import type { Writable } from 'node:stream';
import type { Keyboard } from '../../io.ts';
import { visibleText } from '../../report/log-text.ts';
import type { HealthNow } from '../health.ts';
import type { TrackedIncident } from '../incident-tracker.ts';
import type { Outlook } from '../watch.ts';
import { screenOf } from './screen.ts';
import type { Emphasis } from './screen-content.ts';

/** Between two pictures of the screen: figures of the status move by themselves. */
const REDRAW_MS = 1000;
/** How long what was done is said. */
const NOTICE_MS = 4000;

export interface ViewParts {
  readonly terminal: Writable & { readonly columns?: number; readonly rows?: number };
  readonly keys: Keyboard | undefined;
  readonly hasColor: boolean;
  readonly state: () => ViewState;
  /** Milliseconds from any start. */
  readonly clock: () => number;
  readonly quit: () => void;
  /** Writes the report; says where to. */
  readonly write: () => Promise<string>;
}

/** What changes from moment to moment. */
export interface ViewState {
  readonly health: HealthNow;
  readonly lines: number;
  readonly tracked: readonly TrackedIncident[];
}

/** A second screen without a cursor, and back (xterm's DECSET 1049 and 25). */
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const ERASE_TO_END = '\u001b[K';
const PLAIN = '\u001b[0m';

/** How lines stand out (ECMA-48, SGR); without colour by weight alone. */
const colours: Readonly<Record<Emphasis, string>> = {
  plain: '',
  title: '\u001b[1m',
  faint: '\u001b[2m',
  alarm: '\u001b[1;31m',
  warning: '\u001b[33m',
};
const weights: Readonly<Record<Emphasis, string>> = {
  ...colours,
  alarm: '\u001b[1m',
  warning: '',
};

/** The live view at a terminal. */
export class TerminalView {
  readonly #parts: ViewParts;
  #outlook: Outlook | undefined;
  /** What is shown while it is frozen. */
  #frozen: { readonly outlook: Outlook | undefined; readonly state: ViewState } | undefined;
  #opened: number | undefined;
  #notice: { readonly text: string; readonly untilMs: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  start(): void {
    const { terminal, keys } = this.#parts;
    terminal.write(ENTER);
    terminal.on('resize', this.#draw);
    keys?.setRawMode?.(true);
    keys?.on('data', this.#onKeys);
    this.#timer = setInterval(this.#draw, REDRAW_MS);
    this.#draw();
  }

  /** Leaves the terminal as it was. */
  stop(): void {
    if (this.#timer === undefined) return;
    const { terminal, keys } = this.#parts;
    clearInterval(this.#timer);
    this.#timer = undefined;
    terminal.off('resize', this.#draw);
    keys?.off('data', this.#onKeys);
    keys?.setRawMode?.(false);
    keys?.destroy();
    terminal.write(LEAVE);
  }

  show(outlook: Outlook): void {
    this.#outlook = outlook;
    this.#draw();
  }

  /** Says something at the bottom for a while. */
  say(text: string): void {
    this.#notice = { text: visibleText(text), untilMs: this.#parts.clock() + NOTICE_MS };
    this.#draw();
  }

  readonly #draw = (): void => {
    if (this.#timer === undefined) return;
    const { terminal, hasColor, state, clock } = this.#parts;
    const { outlook, state: now } = this.#frozen ?? { outlook: this.#outlook, state: state() };
    if (this.#notice !== undefined && clock() >= this.#notice.untilMs) this.#notice = undefined;
    const lines = screenOf(
      {
        ...now,
        time: outlook?.time,
        report: outlook?.report,
        series: outlook?.series ?? [],
        traffic: outlook?.traffic ?? [],
        isFrozen: this.#frozen !== undefined,
        opened: this.#opened,
        notice: this.#notice?.text,
      },
      // A terminal that does not know its size may say 0.
      { columns: terminal.columns || 80, rows: terminal.rows || 24 },
    );
    const styles = hasColor ? colours : weights;
    const texts = lines.map(({ text, emphasis }) => {
      const style = styles[emphasis];
      return `${style}${text}${style === '' ? '' : PLAIN}${ERASE_TO_END}`;
    });
    terminal.write(`${HOME}${texts.join('\r\n')}`);
  };

  readonly #onKeys = (typed: Buffer): void => {
    for (const key of typed.toString('latin1')) this.#press(key);
    this.#draw();
  };

  #press(key: string): void {
    if (key === 'q' || key === CTRL_C) this.#parts.quit();
    else if (key === 'f') this.#freeze();
    else if (key >= '1' && key <= '9') this.#opened = Number(key);
    else if (key === '0' || key === ESCAPE) this.#opened = undefined;
    else if (key === 'w') {
      this.#parts.write().then(
        (text) => this.say(text),
        (error: unknown) => this.say(error instanceof Error ? error.message : String(error)),
      );
    }
  }

  #freeze(): void {
    this.#frozen =
      this.#frozen === undefined
        ? { outlook: this.#outlook, state: this.#parts.state() }
        : undefined;
  }
}

/** Raw keys come without signals. */
const CTRL_C = '\u0003';
const ESCAPE = '\u001b';
