import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Entrant, HEAT_LINES, race, type Trial, trialsOf } from '../../parsers/format-race.ts';
import { explains } from '../../parsers/format-score.ts';
import { compilePresets } from '../../parsers/rooms.ts';
import { spreadLines } from '../../parsers/spread-lines.ts';
import { bytesOf } from './read-line.ts';
import { linesOf, needsCorpus, why } from './shared-logs.ts';

const entrants: readonly Entrant[] = compilePresets().map((one) => ({
  ...one,
  name: one.preset.name,
}));
const stamp = '[21/Nov/2026:05:06:17 +0100]';
const common = bytesOf(`192.0.2.7 - - ${stamp} "GET / HTTP/1.1" 200 5`);
const timed = bytesOf(`192.0.2.7 - - ${stamp} "GET / HTTP/1.1" 200 5 "-" "curl" 116075`);
const json = bytesOf('{"time":"2026-11-21T05:06:17Z","status":200,"uri":"/","remote_addr":"::1"}');
const prose = bytesOf('the quick brown fox');
const [FEW = 0, MORE = 0] = HEAT_LINES;

function times(count: number, line: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: count }, () => line);
}

function winner(trials: readonly Trial[]): string | undefined {
  const [best] = trials.filter((one) => explains(one)).toSorted((a, b) => b.score - a.score);
  return best?.entrant.name;
}

describe('a race', () => {
  it('is run to the end by those that can win, and by others on few lines', () => {
    const { finals, beaten } = race(entrants, times(1000, timed));
    expect(winner(finals)).toBe('combined_d');
    expect(finals.every(({ of, parsed }) => of === 1000 && parsed === 1000)).toBe(true);
    expect(new Set(beaten.map(({ of }) => of))).toEqual(new Set([FEW, MORE]));
    expect(finals.length + beaten.length).toBe(entrants.length);
  });

  it('has no heats where there are no more lines than in one', () => {
    const { finals, beaten } = race(entrants, times(FEW, common));
    expect(finals.map(({ entrant }) => entrant)).toEqual(entrants);
    expect(beaten).toEqual([]);
  });

  it.each([
    ['no format fits in a heat', [...times(999, prose), common]],
    ['what won the heats does not fit all', misleading(1000)],
  ])('is run by all where %s', (_, lines) => {
    const { finals, beaten } = race(entrants, lines);
    expect(finals).toEqual(trialsOf(entrants, lines));
    expect(beaten).toEqual([]);
  });
});

/** JSON on the lines that are looked at first, and other text between. */
function misleading(length: number): readonly Uint8Array[] {
  const numbered = Array.from({ length }, (_, i) => Uint8Array.of(i >> 8, i & 0xff));
  const heats = new Set(HEAT_LINES.flatMap((size) => spreadLines(numbered, size)));
  return numbered.map((line) => (heats.has(line) ? json : prose));
}

describe('on the logs of the corpus', () => {
  const folders = ['access', 'access-large', 'other'].map((one) => `corpus/${one}`);
  const root = '../shared';
  const paths = folders
    .filter((folder) => existsSync(`${root}/${folder}`))
    .flatMap((folder) => {
      const files = readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true });
      return files
        .filter((file) => file.isFile())
        .map(({ parentPath, name }) => {
          return `${parentPath}/${name}`.slice(root.length + 1);
        });
    })
    .sort();

  needsCorpus(`a race is won by whom it would be without heats ${why}`, () => {
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const lines = linesOf(path).slice(0, 1000);
      expect([path, winner(race(entrants, lines).finals)]).toEqual([
        path,
        winner(trialsOf(entrants, lines)),
      ]);
    }
  });
});
