import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { attackStrings, hostileText } from './attack-strings.ts';
import { reportWith } from './reports.ts';

/** GitHub's own reader, where it is installed. */
const referenceReader = 'cmark-gfm';

/** Nodes of running text: how many there are depends on the words, what they may be does not. */
const phrases = new Set(['text', 'inlineCode']);

/** The page's blocks, links and emphasis as an outline: a line each, indented by depth. */
function outline(node: Nodes, depth = 0): readonly string[] {
  if (phrases.has(node.type)) return [];
  const inner =
    'children' in node ? node.children.flatMap((child) => outline(child, depth + 1)) : [];
  return [`${' '.repeat(depth)}${node.type}`, ...inner];
}

function parsed(markdown: string): Nodes {
  return fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
}

/** Everything that is no plain visible character; the line feed is the page's own. */
const unseen = /[\p{C}\p{M}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u0590-\u08ff]/u;

const harmless = outline(parsed(renderMarkdown(reportWith('word'))));

describe('the page with hostile text in every field', () => {
  it.each(attackStrings)('keeps its structure with attack %#', (attack) => {
    const page = renderMarkdown(reportWith(attack));
    expect(outline(parsed(page)), JSON.stringify(attack)).toEqual(harmless);
    expect(unseen.test(page.replaceAll('\n', ''))).toBe(false);
  });

  it('keeps its structure and shows every character', () => {
    fc.assert(
      fc.property(hostileText, (attack) => {
        // A pipe, or an address that is polled, cannot be read again: the page says so in other blocks.
        fc.pre(!/(?:^|=)-$|^(?:munin|https?):/i.test(attack));
        const page = renderMarkdown(reportWith(attack));
        expect(outline(parsed(page))).toEqual(harmless);
        expect(unseen.test(page.replaceAll('\n', ''))).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('has no node but these', () => {
    const types = new Set(harmless.map((line) => line.trim()));
    const known = 'root heading paragraph strong list listItem code table tableRow tableCell link';
    expect([...types].sort()).toEqual(known.split(' ').sort());
    expect(harmless.filter((line) => line.trim() === 'link')).toHaveLength(1);
  });

  it('grows no longer than its limits allow', () => {
    // Commands are never clipped: they hold what the user typed.
    const { made: _made, ...report } = reportWith('/'.repeat(1_000_000));
    expect(renderMarkdown(report).length).toBeLessThan(40_000);
  });

  const hasCmark = spawnSync(referenceReader, ['--version']).status === 0;
  it.skipIf(!hasCmark)('reads the same in cmark-gfm (skipped where it is not installed)', () => {
    const html = (attack: string) =>
      spawnSync(
        referenceReader,
        ['-e', 'table', '-e', 'autolink', '-e', 'strikethrough', '-e', 'tasklist', '--unsafe'],
        {
          input: renderMarkdown(reportWith(attack)),
          encoding: 'utf8',
        },
      ).stdout;
    const tags = (attack: string) =>
      html(attack)
        .match(/<\/?(?!code|\/code)[a-z][^>]*>|<!--/gi)
        ?.filter((tag) => !/^<\/?code/.test(tag));
    const expected = tags('word');
    for (const attack of attackStrings)
      expect(tags(attack), JSON.stringify(attack)).toEqual(expected);
  });
});

describe('the JSON with hostile text in every field', () => {
  it('reads back as it was and shows every character', () => {
    fc.assert(
      fc.property(hostileText, (attack) => {
        const report = reportWith(attack);
        const json = renderJson(report);
        expect(unseen.test(json.replaceAll('\n', ''))).toBe(false);
        expect(parseReport(json)).toEqual(report);
      }),
      { numRuns: 100 },
    );
  });
});
