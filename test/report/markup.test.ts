import { toMarkdown } from 'mdast-util-to-markdown';
import { describe, expect, it } from 'vitest';
import { CELL_CHARACTERS, PHRASE_CHARACTERS } from '../../src/report/log-text.ts';
import { cellCode, logCode, paragraph } from '../../src/report/markup.ts';

describe('log text as code', () => {
  it.each([
    ['a|b', 'a|b'],
    ['a\\|b', 'a\\x7cb'],
    ['a\\\\|b', 'a\\\\x7cb'],
    ['a\nb', 'a\\x0ab'],
    ['', '(empty)'],
    ['  ', '(empty)'],
  ])('shows %j as %j', (text, value) => {
    expect(logCode(text)).toEqual({ type: 'inlineCode', value });
  });

  it('is clipped to a phrase, in cells to a column', () => {
    expect(logCode('x'.repeat(500)).value).toHaveLength(PHRASE_CHARACTERS);
    expect(cellCode('x'.repeat(500)).value).toHaveLength(CELL_CHARACTERS);
  });

  it('never touches other code: two spans that touch are read as one', () => {
    const page = toMarkdown({ type: 'root', children: [paragraph(logCode('a'), logCode('<b>'))] });
    expect(page).toBe('`a` `<b>`\n');
  });
});
