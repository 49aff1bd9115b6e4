import { visibleText } from './log-text.ts';

/** Words that a shell takes as they stand. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command as it is typed into a shell: what it prints, and what it does, is the same whatever its words hold. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function shellWord(word: string): string {
  if (PLAIN.test(word)) return word;
  if (visibleText(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  return `$'${Array.from(word, escaped).join('')}'`;
}

/** Between the quotes of `$'…'` (POSIX.1-2024, 2.2.4), which bash, zsh and ksh know too. */
function escaped(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (visibleText(character) === character) return character;
  const bytes = new TextEncoder().encode(character);
  // Octal takes three digits at most: a digit behind it stays itself.
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
