import type { BlockContent } from 'mdast';
import { bullets, heading } from './markup.ts';
import type { Limit } from './report.ts';
import { sentence } from './sentence.ts';

/** What these inputs cannot tell, each with what would have told it. */
export function limitsSection(limits: readonly Limit[]): BlockContent[] {
  if (limits.length === 0) return [];
  const lines = limits.map(({ text, remedy }) => [
    ...sentence(text),
    ...(remedy === '' ? [] : [' To know it: ', ...sentence(`${remedy.replace(/\.$/, '')}.`)]),
  ]);
  return [heading(2, 'What these inputs cannot tell'), bullets(lines)];
}
