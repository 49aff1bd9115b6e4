import type { Writable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import { renderReport } from '../render-report.ts';
import { visibleJson } from '../report/log-text.ts';
import type { Report } from '../report/report.ts';
import { writeReport } from '../write-report.ts';
import { STANDARD_OUTPUT, writeText } from '../write-text.ts';
import { eventSection } from './event-section.ts';
import type { Outlook } from './watch.ts';
import type { WatchEvent } from './watch-event.ts';
import type { WatchOptions } from './watch-options.ts';

export interface OutputParts {
  readonly options: Pick<WatchOptions, 'json' | 'output' | 'outputFormat'>;
  readonly stdout: Writable;
  /** Tells of what went wrong, in a line. */
  readonly warn: (text: string) => void;
}

/**
 * Writes what a watch tells where nobody looks at a terminal: a section of Markdown or a line of JSON for each event, the
 * report as a file at each change, and in the end the last report.
 */
export class Outputs {
  readonly #parts: OutputParts;
  /** What could not be written the last time. */
  readonly #failing = new Set<string>();

  constructor(parts: OutputParts) {
    this.#parts = parts;
  }

  /** Writes what has changed. Rejects with an ExpectedError where the last report cannot be written. */
  async tell({ events, report, isLast }: Outlook): Promise<void> {
    const { output } = this.#parts.options;
    for (const event of events) {
      await this.#attempt(STANDARD_OUTPUT, () => this.#print(this.#textOf(event)));
    }
    if (isLast) await this.#end(report);
    else if (output !== undefined && events.length > 0) await this.write(report);
  }

  /** Writes the report now: to its file, else behind the events. A file that cannot be written is tried again next time. */
  async write(report: Report): Promise<void> {
    const { output, outputFormat } = this.#parts.options;
    await this.#attempt(output ?? STANDARD_OUTPUT, async () => {
      if (output === undefined) await this.#print(await this.#reportText(report));
      else await writeReport(output, report, outputFormat);
    });
  }

  /** Does what writes to a place; that it cannot be written is said once, and is no reason to end. */
  async #attempt(place: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#failing.delete(place);
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      if (this.#failing.has(place)) return;
      this.#failing.add(place);
      this.#parts.warn(`${error.what}; it is tried again at the next change`);
    }
  }

  async #end(report: Report): Promise<void> {
    const { output, outputFormat, json } = this.#parts.options;
    if (output !== undefined) await writeReport(output, report, outputFormat);
    if (output === undefined || json) await this.#print(await this.#reportText(report));
  }

  async #print(text: string): Promise<void> {
    await writeText(this.#parts.stdout, STANDARD_OUTPUT, text);
  }

  #textOf(event: WatchEvent): string {
    return this.#parts.options.json ? lineOf(event) : eventSection(event);
  }

  async #reportText(report: Report): Promise<string> {
    if (!this.#parts.options.json) return renderReport(report, 'markdown');
    return lineOf({ schema: 'culprit/event@1', event: 'report', report });
  }
}

/** One line of JSON, in which nothing hides. */
function lineOf(value: object): string {
  return `${visibleJson(JSON.stringify(value))}\n`;
}
