import type { Element, ElementContent } from 'hast';
import type { Paragraph } from 'mdast';
import { defaultHandlers, type State, toHast } from 'mdast-util-to-hast';
import { pageOf } from '../markdown.ts';
import type { PictureLinks } from '../picture-links.ts';
import type { Incident, Report } from '../report.ts';
import { figureOf } from './figure.ts';
import { sectionsOf } from './sections.ts';

/** The report's content as elements of a page: the tree that Markdown is written from, with figures for its pictures. */
export function pageContent(report: Report): readonly Element[] {
  const links = new Map<Incident, { readonly url: string; readonly alt: string }>();
  const figures = new Map<string, Element>();
  for (const [at, incident] of report.incidents.entries()) {
    const figure = figureOf(incident, at + 1);
    if (figure === undefined) continue;
    const url = `#figure-${at + 1}`;
    figures.set(url, figure);
    links.set(incident, { url, alt: '' });
  }
  return sectionsOf(elementsOf(report, links, figures), report);
}

function elementsOf(
  report: Report,
  links: PictureLinks,
  figures: ReadonlyMap<string, Element>,
): readonly Element[] {
  const tree = toHast(pageOf(report, links), {
    handlers: {
      paragraph: (state: State, node: Paragraph): ElementContent => {
        const [only] = node.children;
        const figure = only?.type === 'image' ? figures.get(only.url) : undefined;
        return figure ?? defaultHandlers.paragraph(state, node);
      },
    },
  });
  const children = tree.type === 'root' ? tree.children : [];
  return children.filter((child) => child.type === 'element');
}
