/** Letters of ASCII differ from their capitals by this bit; digits have it. */
const SMALL = 0x20;

/** A few words of ASCII letters and digits that are looked up by their bytes, whatever their case. */
export class ByteWords {
  /** By length. */
  readonly #words: Uint8Array[][] = [];

  constructor(words: readonly string[]) {
    for (const word of words) {
      const bytes = Uint8Array.from(word, (character) => character.charCodeAt(0) | SMALL);
      this.#words[word.length] = [...(this.#words[word.length] ?? []), bytes];
    }
  }

  /** Whether `bytes[start, end)` is one of the words. Of other characters, some may be taken for letters. */
  has(bytes: Uint8Array, start: number, end: number): boolean {
    const words = this.#words[end - start];
    if (words === undefined) return false;
    for (const word of words) if (isAt(bytes, start, word)) return true;
    return false;
  }
}

function isAt(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  for (let at = 0; at < word.length; at++) {
    if (((bytes[start + at] ?? 0) | SMALL) !== word[at]) return false;
  }
  return true;
}
