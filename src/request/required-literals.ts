import { END_OF_TEXT } from './trigrams.ts';

/** Where the pattern asks for something else than one character. */
const BREAK = '\n';
const ESCAPE_OR_SET = /\\.|\[(?:\\.|[^\]\\])*\]/g;
const ESCAPE_OR_INNERMOST_GROUP = /\\.|\((?:\\.|[^()\\])*\)/g;
/** A character of a pattern, or what stands for one, and how often it may come. */
const ITEM = /(?<backslash>\\)?(?<character>.)(?:(?<times>[?*+]|\{[\d,]*\})\??)?/gs;

/**
 * Literals that any text has which a regular expression matches, as far as its source shows them: of
 * `(?<!lib)https?:` they are `http` and `:`. None where there are alternatives. Their case is that of the source.
 */
export function requiredLiterals(source: string): readonly string[] {
  const flat = withoutGroups(withBreaks(source, ESCAPE_OR_SET));
  let text = '';
  for (const { groups = {} } of flat.matchAll(ITEM)) {
    const { backslash, character = '', times } = groups;
    if (backslash === undefined && character === '|') return [];
    const literal = backslash === undefined ? plainLiteral(character) : escapedLiteral(character);
    // What comes once or more often comes once, but what follows it need not follow at once.
    if (times === undefined) text += literal;
    else text += times === '+' ? literal + BREAK : BREAK;
  }
  return text.split(BREAK).filter((literal) => literal !== '');
}

function withoutGroups(source: string): string {
  const flatter = withBreaks(source, ESCAPE_OR_INNERMOST_GROUP);
  return flatter === source ? source : withoutGroups(flatter);
}

function withBreaks(source: string, pattern: RegExp): string {
  return source.replace(pattern, (found) => (found.startsWith('\\') ? found : BREAK));
}

function plainLiteral(character: string): string {
  if (character === '$') return END_OF_TEXT;
  return '.^'.includes(character) ? BREAK : character;
}

/** Letters and digits have a meaning behind a backslash, which all else loses. */
function escapedLiteral(character: string): string {
  return /\w/.test(character) ? BREAK : character;
}
