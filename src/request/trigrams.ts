/** Characters told apart are 64, so that three of them are a number below 2^18. */
const SYMBOL_BITS = 6;
const LAST_SYMBOL: number = (1 << SYMBOL_BITS) - 1;
/** The longest piece of text that can be looked for. */
export const TRIGRAM_LENGTH = 3;
const TRIGRAM_BITS: number = TRIGRAM_LENGTH * SYMBOL_BITS;
const TRIGRAM_MASK: number = (1 << TRIGRAM_BITS) - 1;
/** Codes of ASCII; other characters are never in a piece. */
const CODES = 128;
/** The end of the text, as the last character that pieces of two or three can have. */
export const END_OF_TEXT = '\0';

/**
 * Short pieces of text that are looked for all at once, in one pass, whatever the case of their letters. Finds every one, and
 * seldom what is none: characters that are in no piece are one, and so are those beyond the 63rd.
 */
export class Trigrams {
  /** By character code its symbol; 0 of what is in no piece. */
  readonly #symbols = new Uint8Array(CODES);
  #symbolsGiven = 0;
  /** A bit for each three symbols. */
  readonly #wanted = new Int32Array(1 << (TRIGRAM_BITS - 5));

  /** Pieces of one character, as small and as capital letters: to find such a one takes no time. */
  readonly #alone: readonly string[];

  /** Pieces have one to `TRIGRAM_LENGTH` characters of ASCII. */
  constructor(pieces: readonly string[]) {
    const alone = pieces.filter(({ length }) => length === 1);
    this.#alone = [
      ...new Set(alone.flatMap((piece) => [piece.toLowerCase(), piece.toUpperCase()])),
    ];
    for (const piece of pieces) if (piece.length > 1) this.#add(piece);
  }

  /** Whether the text may hold one of the pieces; if not, it holds none. */
  mayBeIn(text: string): boolean {
    for (const character of this.#alone) if (text.includes(character)) return true;
    const symbols = this.#symbols;
    const wanted = this.#wanted;
    let last = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const symbol = code < CODES ? (symbols[code] ?? 0) : 0;
      last = ((last << SYMBOL_BITS) | symbol) & TRIGRAM_MASK;
      // A shift takes the low five bits of its distance.
      if ((((wanted[last >> 5] ?? 0) >>> last) & 1) === 1) return true;
    }
    last = ((last << SYMBOL_BITS) | this.#symbolOf(END_OF_TEXT)) & TRIGRAM_MASK;
    return (((wanted[last >> 5] ?? 0) >>> last) & 1) === 1;
  }

  #add(piece: string): void {
    let symbols = 0;
    for (const character of piece) {
      symbols = (symbols << SYMBOL_BITS) | this.#symbolGiven(character);
    }
    // Whatever stands before a piece of two.
    const used = piece.length * SYMBOL_BITS;
    for (let before = 0; before < 1 << (TRIGRAM_BITS - used); before++) {
      const trigram = (before << used) | symbols;
      this.#wanted[trigram >> 5] = (this.#wanted[trigram >> 5] ?? 0) | (1 << trigram);
    }
  }

  #symbolOf(character: string): number {
    return this.#symbols[character.charCodeAt(0)] ?? 0;
  }

  #symbolGiven(character: string): number {
    if (this.#symbolOf(character) === 0) {
      this.#symbolsGiven = Math.min(this.#symbolsGiven + 1, LAST_SYMBOL);
      this.#symbols[character.toLowerCase().charCodeAt(0)] = this.#symbolsGiven;
      this.#symbols[character.toUpperCase().charCodeAt(0)] = this.#symbolsGiven;
    }
    return this.#symbolOf(character);
  }
}
