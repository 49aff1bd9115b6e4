import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellCommand } from '../../src/report/shell-command.ts';
import { attackStrings } from './attack-strings.ts';

const hidden = /[\p{C}\u2028\u2029\u202a-\u202e\u05d0]/u;

/** What bash makes of the words. */
function wordsOf(command: string): readonly string[] {
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${command}`]);
  return stdout.toString().split('\0').slice(0, -1);
}

describe('a shell command', () => {
  it.each([
    [['culprit', '/var/log/a.log', '--tz=+05:30'], 'culprit /var/log/a.log --tz=+05:30'],
    [['a b', '*', '$HOME', ''], "'a b' '*' '$HOME' ''"],
    [["it's"], "'it'\\''s'"],
    [['a\nb'], "$'a\\012b'"],
  ])('quotes %j', (words, command) => {
    expect(shellCommand(words)).toBe(command);
  });

  it('gives a shell the very words, and shows nothing that hides', () => {
    const words = attackStrings
      .filter((text) => text.length < 100 && !/[\0\ud800-\udfff]/.test(text))
      .concat('\u{1f600} \u00e9', '$(touch x)', '`id`', '!!');
    const command = shellCommand(words);
    expect(hidden.test(command)).toBe(false);
    expect(wordsOf(command)).toEqual(words);
  });

  it('gives a shell any words', () => {
    const word = fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
        expect(wordsOf(shellCommand(words))).toEqual(words);
      }),
      { numRuns: 15 },
    );
  });
});
