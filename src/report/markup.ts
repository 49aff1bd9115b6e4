import type {
  AlignType,
  BlockContent,
  Code,
  Heading,
  Image,
  InlineCode,
  Link,
  List,
  Paragraph,
  PhrasingContent,
  Table,
  TableRow,
  Text,
} from 'mdast';
import { CELL_CHARACTERS, clippedText, PHRASE_CHARACTERS, visibleText } from './log-text.ts';

/** A piece of running text: our own words, or a node. */
export type Inline = string | PhrasingContent;

/** Log text in a sentence or heading: always code, always visible, never longer than a line. */
export function logCode(text: string, limit: number = PHRASE_CHARACTERS): InlineCode {
  const visible = clippedText(text, limit);
  // Readers disagree on `\|` in a cell: whether the backslash or the pipe is the escaped one.
  const value = visible.replaceAll('\\|', '\\x7c');
  return { type: 'inlineCode', value: value.trim() === '' ? '(empty)' : value };
}

/** Log text in a table cell. */
export function cellCode(text: string): InlineCode {
  return logCode(text, CELL_CHARACTERS);
}

export function heading(depth: 1 | 2 | 3 | 4, ...inlines: readonly Inline[]): Heading {
  return { type: 'heading', depth, children: phrasing(inlines) };
}

export function paragraph(...inlines: readonly Inline[]): Paragraph {
  return { type: 'paragraph', children: phrasing(inlines) };
}

export function strong(text: string): PhrasingContent {
  return { type: 'strong', children: [{ type: 'text', value: text }] };
}

/** A link that shows its own address. */
export function link(url: string): Link {
  return { type: 'link', url, children: [{ type: 'text', value: url }] };
}

/** A picture beside the report, and what it tells in words. */
export function image({ url, alt }: { readonly url: string; readonly alt: string }): Image {
  return { type: 'image', url, alt: visibleText(alt) };
}

export function bullets(items: readonly (readonly Inline[])[]): List {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: items.map((inlines) => ({
      type: 'listItem',
      spread: false,
      children: [paragraph(...inlines)],
    })),
  };
}

/** A block of lines, each shown as it is; the lines are made visible by the caller's limit. */
export function codeBlock(lines: readonly string[], limit: number): Code {
  return { type: 'code', value: lines.map((line) => clippedText(line, limit)).join('\n') };
}

/** Rows that are read as columns: no reader may break them into lines of its own. */
export function drawing(rows: readonly string[], limit: number): Code {
  return { ...codeBlock(rows, limit), data: { hProperties: { className: ['drawing'] } } };
}

/** A command to copy, never clipped. */
export function shellBlock(command: string): Code {
  return { type: 'code', lang: 'sh', value: visibleText(command) };
}

/** One column of a table over rows of type `Row`. */
export interface Column<Row> {
  readonly title: string;
  /** Numbers stand right. */
  readonly align?: 'right';
  readonly cell: (row: Row) => readonly Inline[];
}

export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  const align: AlignType[] = columns.map((column) => column.align ?? 'left');
  const head = tableRow(columns.map(({ title }) => [title]));
  return {
    type: 'table',
    align,
    children: [head, ...rows.map((row) => tableRow(columns.map(({ cell }) => cell(row))))],
  };
}

/** The blocks of a part, without those that have nothing to say. */
export function blocks(...parts: readonly (BlockContent | undefined)[]): BlockContent[] {
  return parts.filter((part) => part !== undefined);
}

function tableRow(cells: readonly (readonly Inline[])[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map((inlines) => ({ type: 'tableCell', children: phrasing(inlines) })),
  };
}

function phrasing(inlines: readonly Inline[]): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (const inline of inlines) {
    if (inline === '') continue;
    const node = typeof inline === 'string' ? textNode(inline) : inline;
    // Two code spans that touch would be read as one, with the text of the second outside.
    if (node.type === 'inlineCode' && nodes.at(-1)?.type === 'inlineCode')
      nodes.push(textNode(' '));
    nodes.push(node);
  }
  return nodes;
}

function textNode(text: string): Text {
  return { type: 'text', value: visibleText(text) };
}
