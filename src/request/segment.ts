/** Longer segments are tokens whatever they hold. */
export const MAX_SEGMENT_CHARACTERS = 64;

/**
 * Rules for segments that name one thing among many of a kind (method.md 3.2): the first that matches
 * replaces the segment.
 */
const tokenRules: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: '{uuid}', pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i },
  { name: '{date}', pattern: /^\d{4}-\d{2}(-\d{2})?$|^(19|20)\d{6}$/ },
  { name: '{num}', pattern: /^\d+$/ },
  { name: '{slug}', pattern: /^\d+[-_][\p{L}\d_.~%-]+$/u },
  { name: '{hex}', pattern: /^(?=[a-f]*\d)[0-9a-f]{8,}$/i },
  // JSON Web Tokens (RFC 7519) begin with `{"` in base64.
  { name: '{token}', pattern: /^eyJ[\w-]+\.[\w-]*/ },
  // https://github.com/ulid/spec
  { name: '{token}', pattern: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/ },
  { name: '{token}', pattern: /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_=-]{16,}$/ },
  // Titles of articles: six words or more.
  { name: '{slug}', pattern: /^[\p{L}\p{M}\d]+(?:[-_][\p{L}\p{M}\d]+){5,}$/u },
];

/** Parts of file names that stand for one among many; versions keep their dots. */
const fileRules: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: '{num}', pattern: /(?<=[-_])\d{2,}(?=\.[a-z]{2,5}$)/ },
  { name: '{num}', pattern: /^\d{4,}(?=\.[a-z]\w{1,4}$)/ },
  { name: '{hex}', pattern: /(?<=[._-])(?=[a-f]*\d)[0-9a-f]{8,}(?=(?:\.[a-z]\w{1,4}){1,2}$)/ },
];

/** A path segment without percent-encoding, with its token replaced. */
export function segmentTemplate(encoded: string): string {
  const segment = decoded(encoded);
  const rule = tokenRules.find(({ pattern }) => pattern.test(segment));
  if (rule !== undefined) return rule.name;
  if (segment.length > MAX_SEGMENT_CHARACTERS) return '{token}';
  return fileRules.reduce((text, { name, pattern }) => text.replace(pattern, name), segment);
}

/** What stays encoded: what would be read as another part of the address, as a template, or not at all. */
const STAYS_ENCODED = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}/?#%;{}\\]/gu;

/**
 * Undoes percent-encoding where it is UTF-8 (RFC 3986, 2.1 and 6.2.2): `%7euser` and `~user` are one. Once only: what is
 * encoded twice was so for a reason. Case is kept, for paths of different case are different files on these servers.
 */
function decoded(segment: string): string {
  return segment.replace(/[{}]/g, encodeURIComponent).replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes).replace(STAYS_ENCODED, encodeURIComponent);
    } catch {
      return escapes.toUpperCase();
    }
  });
}
