import type { SubjectDimension } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';

const pages: ReadonlySet<string> = new Set<SubjectDimension>(['route', 'folder', 'vhost']);

/** Whether a slice is told by what was asked for alone: a page, pages below a folder, or those of a site. */
export function isOfPages({ subject }: Pick<SliceView, 'subject'>): boolean {
  return Object.keys(subject).every((dimension) => pages.has(dimension));
}
