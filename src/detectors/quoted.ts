import { clippedText } from '../report/log-text.ts';

/** Characters of log text within a sentence. */
const MOST_CHARACTERS = 120;

/** Text of a log within a sentence: between backticks, of which it has none itself. */
export function quoted(text: string): string {
  return `\`${clippedText(text.replaceAll('`', "'"), MOST_CHARACTERS)}\``;
}
