import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/terminal/terminal-text.ts';
import { textWidth } from '../../src/terminal/text-width.ts';
import { attackStrings, hostileText } from '../report/attack-strings.ts';
import {
  insufficientData,
  noCulprit,
  noIncident,
  reportWith,
  twoHosts,
} from '../report/reports.ts';

/** What this program itself writes to a terminal. */
const OWN = new RegExp(`${String.fromCharCode(27)}\\[(?:1|2|22|3[1236]|39)m`, 'g');
const unseen = /[\p{C}\p{M}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u0590-\u08ff]/u;
const reports = [twoHosts, noCulprit, noIncident, insufficientData];

describe('a report on a terminal', () => {
  it.each([60, 80, 120])(
    'fits %i columns, but for words, commands and lines of logs',
    (columns) => {
      for (const report of reports) {
        let isFenced = false;
        for (const line of renderTerminal(report, { columns, colour: false }).split('\n')) {
          if (line.startsWith('```')) isFenced = !isFenced;
          else if (!isFenced && line.trim().replace(/^- /, '').includes(' '))
            expect(textWidth(line), line).toBeLessThanOrEqual(columns);
        }
      }
    },
  );

  it('says what the Markdown says, where it is wide enough word by word', () => {
    for (const report of reports) {
      const words = (page: string) => page.replace(/[|:-]+/g, ' ').split(/\s+/);
      const text = renderTerminal(report, { columns: 1000, colour: false });
      expect(words(text)).toEqual(words(renderMarkdown(report)));
    }
  });

  it('turns the rows of wide tables into items, numbers behind their titles', () => {
    const text = renderTerminal(twoHosts, { columns: 60, colour: false });
    expect(text).not.toContain('| Rank');
    expect(text.replace(/\n {2}/g, ' ')).toContain(
      ' 1 on `web3`; Rank 1; `SeekportBot` at `/partner/feed.php`; crawler burst; Requests 412; Explains 93 %; Score 0.87; culprit; See 1.1',
    );
  });

  it.each([
    [twoHosts, 31],
    [noCulprit, 33],
    [noIncident, 32],
  ])('colours its title by the verdict: %#', (report, code) => {
    const [title] = renderTerminal(report, { columns: 120, colour: true }).split('\n');
    expect(title).toMatch(
      new RegExp(`^\\u001b\\[1m\\u001b\\[${code}m# .*\\u001b\\[39m\\u001b\\[22m$`),
    );
  });

  it('with colour is the same text', () => {
    for (const report of reports) {
      const coloured = renderTerminal(report, { columns: 90, colour: true });
      expect(coloured.replace(OWN, '')).toBe(
        renderTerminal(report, { columns: 90, colour: false }),
      );
      expect(renderTerminal(report, { columns: 90, colour: false })).not.toContain('\u001b');
    }
  });

  it.each(attackStrings)('shows hostile text and does not obey it: %#', (attack) => {
    const text = renderTerminal(reportWith(attack), { columns: 80, colour: true });
    expect(unseen.test(text.replace(OWN, '').replaceAll('\n', ''))).toBe(false);
  });

  it('shows any text', () => {
    fc.assert(
      fc.property(hostileText, (attack) => {
        const text = renderTerminal(reportWith(attack), { columns: 80, colour: true });
        expect(unseen.test(text.replace(OWN, '').replaceAll('\n', ''))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});
