import { describe, expect, it } from 'vitest';
import { escapeStyle, MAX_LOOKED_AT } from '../../parsers/escape-style.ts';
import { AccessRecord, textSlot } from '../../parsers/record.ts';
import { bytesOf } from './read-line.ts';

function styleOf(agent: string): object {
  const bytes = bytesOf(agent);
  const record = new AccessRecord();
  record.reset(bytes, 0, bytes.length, 'backslash');
  record.setRange(textSlot('agent'), 0, bytes.length);
  return Object.fromEntries(Object.entries(escapeStyle(record)).filter(([, found]) => found));
}

describe('escapeStyle', () => {
  it.each([
    ['curl/8', {}],
    ['\\x16\\x03', {}],
    ['\\"', { letters: true }],
    ['\\\\x22', { letters: true }],
    ['\\n', { letters: true }],
    ['\\x22', { hexForLetters: true }],
    ['\\x5C', { hexForLetters: true, upperHex: true }],
    ['\\xE2', { upperHex: true }],
    ['\\xe2', { lowerHex: true }],
    ['\\q', {}],
    [`${'a'.repeat(MAX_LOOKED_AT - 2)}\\n`, { letters: true }],
    [`${'a'.repeat(MAX_LOOKED_AT)}\\n`, {}],
  ])('%s', (agent, style) => {
    expect(styleOf(agent)).toEqual(style);
  });
});
