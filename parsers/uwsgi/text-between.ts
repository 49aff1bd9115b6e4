import type { Escaping, Field, LineParser, LineRecord, Miss } from '../contract.ts';
import { isOwnText } from './own-text.ts';

/** What uWSGI and its application write between the requests, which share one log unless `req-logger` parts them. */
export const textBetween: Miss = Object.freeze({
  reason: 'text of uWSGI or its application, no request',
  between: true,
});

/** Addresses as `%(addr)` prints them, with `log-x-forwarded-for` a list. */
const ADDRESSES = /^(?:[\d.]+|[\da-f:.%]*:[\da-f:.%]*)(?:, .*)?$/i;

/**
 * Reads a `log-format`, and tells uWSGI's own text from lines that do not fit the format. An application prints what it
 * likes, too: under a format that somebody has given, lines that do not begin as its requests do are such text.
 */
export class TextAwareParser implements LineParser {
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  readonly #requests: LineParser;
  readonly #isPreset: boolean;

  constructor(requests: LineParser, { isPreset }: { readonly isPreset: boolean }) {
    this.#requests = requests;
    this.#isPreset = isPreset;
    this.fields = requests.fields;
    this.escaping = requests.escaping;
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const miss = this.#requests.parse(bytes, start, end, record);
    if (miss === undefined) return undefined;
    const isText = !this.#isPreset && !this.#beginsRequest(record);
    return isText || isOwnText(bytes, start, end) ? textBetween : miss;
  }

  #beginsRequest(record: LineRecord): boolean {
    return !this.fields.has('client') || ADDRESSES.test(record.text('client') ?? '');
  }
}
