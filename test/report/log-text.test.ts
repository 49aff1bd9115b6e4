import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clippedText, visibleText } from '../../src/report/log-text.ts';
import { hostileText } from './attack-strings.ts';

describe('visibleText', () => {
  it.each([
    ['/plain?a=b&c=%20 "quoted" <b>|`', '/plain?a=b&c=%20 "quoted" <b>|`'],
    ['\\x1b as Apache wrote it', '\\x1b as Apache wrote it'],
    ['\u001b[31m', '\\x1b[31m'],
    ['a\r\n\tb\u0000', 'a\\x0d\\x0a\\x09b\\x00'],
    ['\u007f\u009b', '\\x7f\\x9b'],
    ['\u202egnp', '\\u{202e}gnp'],
    ['\ufeff\u200d', '\\u{feff}\\u{200d}'],
    ['\ud800x', '\\u{d800}x'],
    ['\u00a0', '\\xa0'],
    ['\u05d0', '\\u{5d0}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['gr\u00fc\u00df \u4f60 \u{1f600}', 'gr\u00fc\u00df \u4f60 \u{1f600}'],
  ])('shows %j as %j', (text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });

  it('leaves what is visible as it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(visibleText(visibleText(text))).toBe(visibleText(text));
      }),
    );
  });
});

describe('clippedText', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abc\u2026fg'],
    ['\u0000\u0000\u0000', 9, '\\x00\u2026\\x00'],
    ['abcdefg', 1, '\u2026'],
    ['', 5, ''],
  ])('clips %j to %i characters as %j', (text, limit, clipped) => {
    expect(clippedText(text, limit)).toBe(clipped);
  });

  it('keeps to its limit, and head and tail of the visible text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const clipped = clippedText(text, limit);
        expect(clipped.length).toBeLessThanOrEqual(limit);
        const [head = '', tail = ''] = clipped.split('\u2026');
        if (text.includes('\u2026')) return;
        expect(visibleText(text).startsWith(head)).toBe(true);
        expect(visibleText(text).endsWith(tail)).toBe(true);
      }),
    );
  });
});
