import { CELL_CHARACTERS, clippedText, visibleText } from './log-text.ts';
import { type Inline, logCode } from './markup.ts';

/** Characters of one sentence; only log text within it can make it longer. */
export const SENTENCE_CHARACTERS = 600;
/** A quotation between backticks and a bracket before one, else runs without and with spaces. */
const TOKENS = /(?<=^|[\s(])`[^`]+`(?=$|[\s).,;:!?])|\((?=`[^`]+`(?:$|[\s).,;:!?]))|\S+|\s+/g;
const QUOTED = /^`([^`]+)`$/;
/**
 * A word that Markdown, HTML or a ticket system could take for more than a word: a path, an address, a
 * mention, a tag, a formula, an emoji's name.
 */
const MEANINGFUL = /^\(?\/|[<>[\]{}*_~\\|&@#$`]|:\/\/|www\.|:[a-z]/i;
/** Marks of the sentence around a word, not of the word. */
const WRAPPED = /^(\(?)(.*?)([).,;:!?]*)$/s;
const COMPARISON = /^[<>]=?$/;

/** A word or a few of a log, file or label, as a table cell. */
export function cellWords(text: string): readonly Inline[] {
  return sentence(clippedText(text, CELL_CHARACTERS));
}

/**
 * A sentence of the analysis as running text. The sentence may name a URL or an agent: what stands
 * between backticks, and every word with a character that could mean something, becomes code. So the
 * source reads without backslashes, and log text in it can neither link, mention nor break a table.
 */
export function sentence(text: string): readonly Inline[] {
  const trimmed = text.replace(/^ +| +$/g, '');
  if (trimmed === '') return ['(empty)'];
  const inlines: Inline[] = [];
  for (const token of clippedText(trimmed, SENTENCE_CHARACTERS).match(TOKENS) ?? []) {
    const quoted = QUOTED.exec(token)?.[1];
    if (quoted !== undefined) inlines.push(logCode(quoted));
    else if (/^\s+$/.test(token)) inlines.push(' ');
    else inlines.push(...word(token));
  }
  return merged(inlines);
}

function word(token: string): readonly Inline[] {
  if (COMPARISON.test(token) || !MEANINGFUL.test(token)) return [visibleText(token)];
  const [, before = '', core = '', after = ''] = WRAPPED.exec(token) ?? [];
  return core === '' ? [logCode(token)] : [before, logCode(core), after];
}

/** Neighbouring texts as one: an escape is decided by what stands around it. */
function merged(inlines: readonly Inline[]): readonly Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (typeof inline === 'string' && typeof last === 'string')
      result.push(`${result.pop()}${inline}`);
    else result.push(inline);
  }
  return result;
}
