import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { pageOf } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import type { Display } from './display.ts';
import { narrowPage } from './narrow-page.ts';
import { textWidth } from './text-width.ts';
import { wrappedLine } from './wrapped-line.ts';

/** Select graphic rendition (ECMA-48, 8.3.117), and what ends each. */
const styles = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  red: ['31', '39'],
  yellow: ['33', '39'],
  green: ['32', '39'],
  cyan: ['36', '39'],
} as const;
type Style = keyof typeof styles;

const FENCE = /^`{3,}/;
const CODE = /`[^`]*`/g;
const STRONG = /^\*\*.*\*\*$/;

/**
 * The report for a terminal: its Markdown, so that what is copied pastes as such, in lines and tables that fit, with
 * colour where that is wanted. Text of logs in it was made visible before: it cannot act on the terminal.
 */
export function renderTerminal(report: Report, { columns, colour }: Display): string {
  const page = narrowPage(pageOf(report), columns);
  const text = toMarkdown(page, {
    bullet: '-',
    extensions: [gfmTableToMarkdown({ stringLength: textWidth })],
  });
  return linesOf(text)
    .flatMap(({ line, isFenced }) => {
      // What is fenced has lines of its own, and is to be copied.
      const isWhole = isFenced || line.startsWith('|');
      const parts = isWhole ? [line] : wrappedLine(line, columns);
      if (!colour) return parts;
      return parts.map(isFenced ? dimmed : painterOf(report, line));
    })
    .join('\n');
}

/** The lines of a page, and whether each is of a fenced block. */
function linesOf(text: string): readonly { readonly line: string; readonly isFenced: boolean }[] {
  let fence: string | undefined;
  return text.split('\n').map((line) => {
    const before = fence;
    if (fence === undefined) fence = FENCE.exec(line)?.[0];
    else if (line === fence) fence = undefined;
    return { line, isFenced: before !== undefined || fence !== undefined };
  });
}

type Painter = (text: string) => string;

function paint(style: Style, text: string): string {
  const [on, off] = styles[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

function dimmed(text: string): string {
  return text === '' ? '' : paint('dim', text);
}

function painterOf({ verdict }: Report, line: string): Painter {
  if (line.startsWith('# ')) return (text) => paint('bold', paint(verdictStyles[verdict], text));
  if (line.startsWith('#') || STRONG.test(line)) return (text) => paint('bold', text);
  return (text) => text.replace(CODE, (code) => paint('cyan', code));
}

const verdictStyles: Readonly<Record<Report['verdict'], Style>> = {
  culprit: 'red',
  suspect: 'yellow',
  'no-culprit-in-logs': 'yellow',
  'insufficient-data': 'yellow',
  'no-incident': 'green',
};
