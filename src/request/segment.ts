import { withoutEscapes } from './segment-escapes.ts';
import {
  DIGIT_FIRST,
  EIGHT_LONG,
  FIVE_JOINTS,
  HAS_CAPITAL,
  HAS_DIGIT,
  HAS_DOT,
  HAS_ESCAPE,
  HAS_JOINT,
  MAX_SEGMENT_CHARACTERS,
  type Makeup,
  makeupOf,
  ONLY_DIGITS,
  ONLY_HEX,
  ONLY_TOKEN,
  SIXTEEN_LONG,
  TOO_LONG,
  UUID_LONG,
} from './segment-makeup.ts';

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** What any text has that matches the pattern: others are not tried. 0 where nothing is certain. */
  readonly needs: Makeup;
}

/**
 * Rules for segments that name one thing among many of a kind (method.md 3.2): the first that matches
 * replaces the segment.
 */
export const tokenRules: readonly Rule[] = [
  {
    name: '{uuid}',
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    needs: HAS_JOINT | UUID_LONG | ONLY_TOKEN,
  },
  {
    name: '{date}',
    pattern: /^\d{4}-\d{2}(-\d{2})?$|^(19|20)\d{6}$/,
    needs: DIGIT_FIRST | ONLY_TOKEN,
  },
  { name: '{num}', pattern: /^\d+$/, needs: ONLY_DIGITS },
  { name: '{slug}', pattern: /^\d+[-_][\p{L}\d_.~%-]+$/u, needs: DIGIT_FIRST | HAS_JOINT },
  {
    name: '{hex}',
    pattern: /^(?=[a-f]*\d)[0-9a-f]{8,}$/i,
    needs: ONLY_HEX | HAS_DIGIT | EIGHT_LONG,
  },
  // JSON Web Tokens (RFC 7519) begin with `{"` in base64.
  { name: '{token}', pattern: /^eyJ[\w-]+\.[\w-]*/, needs: HAS_CAPITAL | HAS_DOT },
  // https://github.com/ulid/spec
  {
    name: '{token}',
    pattern: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
    needs: DIGIT_FIRST | ONLY_TOKEN | SIXTEEN_LONG,
  },
  {
    name: '{token}',
    pattern: /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_=-]{16,}$/,
    needs: ONLY_TOKEN | HAS_DIGIT | HAS_CAPITAL | SIXTEEN_LONG,
  },
  // Titles of articles: six words or more.
  {
    name: '{slug}',
    pattern: /^[\p{L}\p{M}\d]+(?:[-_][\p{L}\p{M}\d]+){5,}$/u,
    needs: FIVE_JOINTS,
  },
  // Whatever they hold.
  {
    name: '{token}',
    pattern: new RegExp(`^.{${MAX_SEGMENT_CHARACTERS + 1},}$`, 's'),
    needs: TOO_LONG,
  },
];

/** Parts of file names that stand for one among many; versions keep their dots. */
export const fileRules: readonly Rule[] = [
  {
    name: '{num}',
    pattern: /(?<=[-_])\d{2,}(?=\.[a-z]{2,5}$)/,
    needs: HAS_JOINT | HAS_DIGIT | HAS_DOT,
  },
  { name: '{num}', pattern: /^\d{4,}(?=\.[a-z]\w{1,4}$)/, needs: DIGIT_FIRST | HAS_DOT },
  {
    name: '{hex}',
    pattern: /(?<=[._-])(?=[a-f]*\d)[0-9a-f]{8,}(?=(?:\.[a-z]\w{1,4}){1,2}$)/,
    needs: HAS_DIGIT | HAS_DOT | EIGHT_LONG,
  },
];

/** A path segment without percent-encoding, with its token replaced. `makeup` is that of the segment. */
export function segmentTemplate(encoded: string, makeup: Makeup): string {
  if ((makeup & HAS_ESCAPE) === 0) return template(encoded, makeup);
  const segment = withoutEscapes(encoded);
  return template(segment, makeupOf(segment, 0, segment.length));
}

/** Whether a segment of this makeup is its own template, whatever it is. */
export function staysAsIs(makeup: Makeup): boolean {
  if ((makeup & HAS_ESCAPE) !== 0) return false;
  for (let rule = 0; rule < needed.length; rule++) {
    if (mayMatch(needed[rule] ?? 0, makeup)) return false;
  }
  return true;
}

/** What each rule needs: side by side they are asked in a moment. */
const needed: Int32Array = Int32Array.from([...tokenRules, ...fileRules], ({ needs }) => needs);

function mayMatch(needs: Makeup, makeup: Makeup): boolean {
  return (makeup & needs) === needs;
}

function template(segment: string, makeup: Makeup): string {
  for (const { name, pattern, needs } of tokenRules) {
    if (mayMatch(needs, makeup) && pattern.test(segment)) return name;
  }
  let text = segment;
  for (const { name, pattern, needs } of fileRules) {
    if (mayMatch(needs, makeup)) text = text.replace(pattern, name);
  }
  return text;
}
