import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SENTENCE_CHARACTERS, sentence } from '../../src/report/sentence.ts';
import { hostileText } from './attack-strings.ts';

/** Inlines as text: code in guillemets, so that a plain backtick would show. */
function shown(text: string): string {
  return sentence(text)
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      return inline.type === 'inlineCode' ? `«${inline.value}»` : inline.type;
    })
    .join('');
}

describe('sentence', () => {
  it.each([
    ['Memory rose to 15.8 GB (5/5), at 14:03.', 'Memory rose to 15.8 GB (5/5), at 14:03.'],
    ['It took /a/{num}, twice.', 'It took «/a/{num}», twice.'],
    ['Set `server.max-keep-alive = 0`.', 'Set «server.max-keep-alive = 0».'],
    ['Set one (`a b`, `c`) or `d`.', 'Set one («a b», «c») or «d».'],
    [
      'Set MaxRequestWorkers in mod_status (see <Location>).',
      'Set MaxRequestWorkers in «mod_status» (see «<Location>»).',
    ],
    ['requests >= 60 s and < 1 GB', 'requests >= 60 s and < 1 GB'],
    ['see http://evil.example/.', 'see «http://evil.example/».'],
    ['(/a) www.evil.example a@b #1', '(«/a») «www.evil.example» «a@b» «#1»'],
    ['a\nb', '«a\\x0ab»'],
    ['  ', '(empty)'],
  ])('reads %j as %j', (text, words) => {
    expect(shown(text)).toBe(words);
  });

  it('leaves no character with a meaning outside code', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plain = sentence(text).filter((inline) => typeof inline === 'string');
        for (const words of plain) expect(words).not.toMatch(/[[\]{}*_~\\|&@#`$]|<[^= ]|:\/\//);
      }),
    );
  });

  it('is clipped', () => {
    expect(shown('x'.repeat(5000))).toHaveLength(SENTENCE_CHARACTERS);
  });
});
