import { ByteWords } from './byte-words.ts';
import { programEndings, routeParameters } from './query-route.ts';
import { MAX_SEGMENTS, MAX_TARGET_CHARACTERS } from './route.ts';
import { staysAsIs } from './segment.ts';
import { HAS_FOREIGN, makeupOfBytes } from './segment-makeup.ts';

const SLASH = 0x2f;
const DOT = 0x2e;
const QUESTION_MARK = 0x3f;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;

/** Where the route has to be made, or may have to. */
export const NOT_PLAIN = -1;

/**
 * Where the route ends of the request target that stands in `bytes[start, end)`, if it is nothing but the target's beginning:
 * a path without any token, whose query does not count. `NOT_PLAIN` where only `routeOf` can tell. Of targets as any server
 * escapes them: what is escaped is not plain. For routes without `queryNames`.
 */
export function plainRouteEnd(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== SLASH || end - start > MAX_TARGET_CHARACTERS) return NOT_PLAIN;
  let segment = start;
  let at = start;
  for (let count = 1; bytes[at] === SLASH && at < end; count++) {
    segment = at + 1;
    at = segmentEnd(bytes, segment, end);
    const makeup = makeupOfBytes(bytes, segment, at);
    if ((makeup & HAS_FOREIGN) !== 0 || !staysAsIs(makeup) || count > MAX_SEGMENTS)
      return NOT_PLAIN;
    const isDoubled = at === segment && at < end && bytes[at] === SLASH;
    if (isDoubled) return NOT_PLAIN;
  }
  if (at === end || !isProgram(bytes, segment, at)) return at;
  return queryMayTell(bytes, at + 1, end) ? NOT_PLAIN : at;
}

/** Where the slash is behind a segment, or the query begins. */
function segmentEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== SLASH && bytes[at] !== QUESTION_MARK) at++;
  return at;
}

const endings = new ByteWords(programEndings);

/** Whether a path's last segment is that of a page or program which its query chooses from. */
function isProgram(bytes: Uint8Array, start: number, end: number): boolean {
  let dot = end - 1;
  while (dot >= start && bytes[dot] !== DOT) dot--;
  return start === end || (dot >= start && endings.has(bytes, dot + 1, end));
}

const parameters = new ByteWords(routeParameters);

function queryMayTell(bytes: Uint8Array, start: number, end: number): boolean {
  let name = start;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) return true;
    if (byte === AMPERSAND) name = at + 1;
    else if (byte === EQUALS && parameters.has(bytes, name, at)) return true;
  }
  return false;
}
