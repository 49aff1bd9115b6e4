import type { Escaping, Field, LineParser, LineRecord, Miss } from '../contract.ts';
import { isOwnText } from './own-text.ts';

/** What uWSGI and its application write between the requests, which share one log unless `req-logger` parts them. */
export const textBetween: Miss = Object.freeze({
  reason: 'text of uWSGI or its application, no request',
  between: true,
});

/** Reads a `log-format`, and tells uWSGI's own text from lines that do not fit the format. */
export class TextAwareParser implements LineParser {
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  readonly #requests: LineParser;

  constructor(requests: LineParser) {
    this.#requests = requests;
    this.fields = requests.fields;
    this.escaping = requests.escaping;
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const miss = this.#requests.parse(bytes, start, end, record);
    return miss !== undefined && isOwnText(bytes, start, end) ? textBetween : miss;
  }
}
