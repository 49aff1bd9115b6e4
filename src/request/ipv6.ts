import { hexDigit } from './hex-digit.ts';
import { parseIpv4 } from './ipv4.ts';

const GROUPS = 8;
const BYTES: number = 2 * GROUPS;
const COLON = 0x3a;

/** The bytes of an address as RFC 4291, 2.2 has it: groups, one run of zeros as `::`, the last 32 bits in dots perhaps. */
export function parseIpv6(text: string): number[] | undefined {
  const bytes: number[] = [];
  let gap = text.startsWith('::') ? 0 : -1;
  let at = gap < 0 ? 0 : 2;
  while (at < text.length) {
    if (!appendGroup(bytes, text, at)) return undefined;
    const colon = text.indexOf(':', at);
    if (colon < 0) break;
    at = colon + 1;
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return undefined;
      gap = bytes.length;
      at++;
    } else if (at === text.length) return undefined;
  }
  return filled(bytes, gap);
}

/** Appends what stands between `start` and the next colon; false where it is no group. */
function appendGroup(bytes: number[], text: string, start: number): boolean {
  let value = 0;
  let at = start;
  for (; at < text.length && text.charCodeAt(at) !== COLON; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) return appendIpv4(bytes, text.slice(start));
    value = (value << 4) | digit;
  }
  if (at === start || at > start + 4) return false;
  bytes.push(value >> 8, value & 0xff);
  return true;
}

function appendIpv4(bytes: number[], text: string): boolean {
  const ipv4 = parseIpv4(text);
  if (ipv4 === undefined) return false;
  bytes.push(...ipv4);
  return true;
}

/** Puts zeros where the gap was, which stands for a group at least; there is none at -1. */
function filled(bytes: number[], gap: number): number[] | undefined {
  const zeros = BYTES - bytes.length;
  if (gap < 0) return zeros === 0 ? bytes : undefined;
  if (zeros < 2) return undefined;
  const all = bytes.slice(0, gap);
  while (all.length < gap + zeros) all.push(0);
  for (let at = gap; at < bytes.length; at++) all.push(bytes[at] ?? 0);
  return all;
}

/** Lower case, without leading zeros, the first of the longest runs of zero groups as `::` (RFC 5952). */
export function formatIpv6(bytes: readonly number[]): string {
  const gap = longestZeros(bytes);
  if (gap.length < 2) return groupsText(bytes, 0, GROUPS);
  const end = gap.start + gap.length;
  return `${groupsText(bytes, 0, gap.start)}::${groupsText(bytes, end, GROUPS)}`;
}

function groupsText(bytes: readonly number[], start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    if (at > start) text += ':';
    text += groupAt(bytes, at).toString(16);
  }
  return text;
}

function groupAt(bytes: readonly number[], at: number): number {
  return ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0);
}

/** The first of the longest runs of zero groups. */
function longestZeros(bytes: readonly number[]): { start: number; length: number } {
  const longest = { start: 0, length: 0 };
  let length = 0;
  for (let at = 0; at < GROUPS; at++) {
    length = groupAt(bytes, at) === 0 ? length + 1 : 0;
    if (length > longest.length) {
      longest.start = at - length + 1;
      longest.length = length;
    }
  }
  return longest;
}
