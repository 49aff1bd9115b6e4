import { describe, expect, it } from 'vitest';
import { isBinary } from '../../parsers/binary.ts';
import { detect } from '../../parsers/detect.ts';
import { bytesOf } from './read-line.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('isBinary', () => {
  it.each([
    ['an ELF program', [Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0)]],
    ['UTF-16 without its mark', [Buffer.from('192.0.2.7 - - [', 'utf16le')]],
    ['bytes of chance', [everyByte]],
  ])('is true of %s', (_, lines) => {
    expect(isBinary(lines)).toBe(true);
    expect(detect(lines)).toMatchObject({ reason: 'it is binary, no text', isForeign: true });
  });

  it.each([
    ['the bytes of attackers', [bytesOf(`${'x'.repeat(100)}\x16\x03\x01\t`)]],
    ['the colours of terminals', [bytesOf('\x1b[31mred\x1b[0m')]],
    ['letters of any language', [bytesOf('Grüße\t日本語 🎉')]],
    ['nothing', []],
  ])('is false of %s', (_, lines) => {
    expect(isBinary(lines)).toBe(false);
  });
});
