/**
 * Text that came from a log is hostile until shown otherwise: whoever sends a request chooses its URL,
 * agent and referer. Here it loses the power to move a cursor, to re-order a line and to hide.
 */

/** Characters of log text in a table cell: two such columns still fit a terminal. */
export const CELL_CHARACTERS = 40;
/** Characters of log text in a sentence or heading. */
export const PHRASE_CHARACTERS = 100;
/** Characters of a raw line; one longer is mostly a padded URL or cookie. */
export const LINE_CHARACTERS = 400;

const ELLIPSIS = '…';

/**
 * Characters that are not shown as themselves: controls, formats (bidi marks, zero-width, tags), lone
 * surrogates, private and unassigned code points, separators other than the space, marks that stack on
 * the letter before, and those that a browser draws as nothing.
 */
const UNSEEN = /[\p{C}\p{M}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/**
 * Blocks of right-to-left scripts: a strong right-to-left letter re-orders the digits and signs around
 * it, beyond its own code span. https://www.unicode.org/Public/UCD/latest/ucd/extracted/DerivedBidiClass.txt
 */
const RIGHT_TO_LEFT =
  /[\u{590}-\u{8ff}\u{fb1d}-\u{fdff}\u{fe70}-\u{feff}\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Log text with every character that is not plainly visible written as `\xHH` or `\u{...}`. */
export function visibleText(text: string): string {
  return visibleCharacters(text).join('');
}

/**
 * Log text made visible and at most `limit` characters long. What is too long loses its middle: a URL's
 * head names the page, its tail the argument. An escape is never cut in two.
 */
export function clippedText(text: string, limit: number): string {
  // The middle of a very long text is lost anyway: a character is shown as one or more.
  const ends = text.length > 2 * limit ? text.slice(0, limit) + text.slice(-limit) : text;
  const characters = visibleCharacters(ends);
  if (lengthOf(characters) <= limit) return characters.join('');
  const room = Math.max(0, limit - ELLIPSIS.length);
  const head = fitting(characters, Math.ceil(room / 2));
  const tail = fitting(characters.toReversed(), Math.floor(room / 2)).toReversed();
  return [...head, ELLIPSIS, ...tail].join('');
}

/** `text`, a JSON document, with the characters above escaped as JSON escapes them. */
export function visibleJson(text: string): string {
  let json = '';
  for (const character of text) {
    const stays = character === '\n' || !isHidden(character);
    json += stays ? character : escapedUnits(character);
  }
  return json;
}

function escapedUnits(character: string): string {
  const units: string[] = [];
  for (let i = 0; i < character.length; i++) {
    units.push(`\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`);
  }
  return units.join('');
}

function visibleCharacters(text: string): string[] {
  return Array.from(text, (character) => (isHidden(character) ? escaped(character) : character));
}

function isHidden(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 0x7f) return code < 0x20;
  return UNSEEN.test(character) || RIGHT_TO_LEFT.test(character);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

function lengthOf(characters: readonly string[]): number {
  return characters.reduce((sum, { length }) => sum + length, 0);
}

/** As many leading characters as fit into `room`. */
function fitting(characters: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex(({ length }) => {
    used += length;
    return used > room;
  });
  return end < 0 ? characters : characters.slice(0, end);
}
