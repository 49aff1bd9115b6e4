import type { PhrasingContent, Root, RootContent, Table, TableCell } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { textWidth } from './text-width.ts';

/** A page whose tables fit: the rows of one that is too wide become items, each cell behind the title of its column. */
export function narrowPage(page: Root, columns: number): Root {
  const children = page.children.map((block) =>
    block.type === 'table' && widthOf(block) > columns ? itemsOf(block) : block,
  );
  return { ...page, children };
}

function widthOf(table: Table): number {
  const lines = toMarkdown(table, {
    extensions: [gfmTableToMarkdown({ stringLength: textWidth })],
  });
  return Math.max(...lines.split('\n').map(textWidth));
}

function itemsOf({ align, children: [head, ...rows] }: Table): RootContent {
  const columns = (head?.children ?? []).map(({ children }, at) => ({
    title: children,
    isTitled: align?.[at] === 'right' || SHORT.has(textOf(children)),
  }));
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: rows.map(({ children: cells }) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: facts(columns, cells) }],
    })),
  };
}

/** Columns whose cells say little by themselves, as numbers do. */
const SHORT: ReadonlySet<string> = new Set(['See']);

interface Titled {
  readonly title: readonly PhrasingContent[];
  readonly isTitled: boolean;
}

/** `Rank 1; crawler burst; See 1.1`, without empty cells. */
function facts(columns: readonly Titled[], cells: readonly TableCell[]): PhrasingContent[] {
  const said = cells.flatMap(({ children }, at) => {
    const column = columns[at];
    if (textOf(children) === '') return [];
    return [column?.isTitled ? [...column.title, plain(' '), ...children] : children];
  });
  return said.flatMap((phrase, at) => (at === 0 ? phrase : [plain('; '), ...phrase]));
}

function textOf(nodes: readonly PhrasingContent[]): string {
  return nodes.map((node) => ('value' in node ? node.value : '')).join('');
}

function plain(value: string): PhrasingContent {
  return { type: 'text', value };
}
