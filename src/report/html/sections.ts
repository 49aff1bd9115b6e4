import type { Element } from 'hast';
import type { Report } from '../report.ts';
import { element, textOf } from './element.ts';

/**
 * The blocks of a report as what a reader can jump to: a section for each part, a name for each heading, a caption for
 * each table, and a frame to scroll in for what may be wider than the screen.
 */
export function sectionsOf(blocks: readonly Element[], report: Report): readonly Element[] {
  const culprits = report.incidents.flatMap((incident) => incident.culprits.map(({ id }) => id));
  const sections: Element[] = [];
  let about = '';
  for (const block of blocks) {
    const isHeading = /^h[1-6]$/.test(block.tagName);
    if (isHeading) about = textOf(block);
    const named = isHeading ? withId(block, sections.length, culprits) : framed(block, about);
    if (block.tagName === 'h2' || sections.length === 0) {
      const id = named.properties['id'];
      sections.push(element('section', typeof id === 'string' ? { ariaLabelledBy: [id] } : {}));
    }
    sections.at(-1)?.children.push(named);
  }
  return sections;
}

/** The headings of the sections, to jump to. */
export function contentsOf(sections: readonly Element[]): Element {
  const entries = sections.flatMap(({ children: [first] }) => {
    if (first?.type !== 'element' || first.tagName !== 'h2') return [];
    const id = String(first.properties['id']);
    return [element('li', {}, element('a', { href: `#${id}` }, textOf(first)))];
  });
  return element('nav', { ariaLabel: 'Contents' }, element('ul', {}, ...entries));
}

function withId(heading: Element, section: number, culprits: readonly string[]): Element {
  const id = nameOf(heading, section, culprits);
  return { ...heading, properties: { ...heading.properties, ...(id === undefined ? {} : { id }) } };
}

function nameOf(
  heading: Element,
  section: number,
  culprits: readonly string[],
): string | undefined {
  if (heading.tagName !== 'h3') return `section-${section}`;
  const culprit = culprits.find((one) => textOf(heading).startsWith(`${one} `));
  return culprit === undefined ? undefined : `culprit-${encodeURIComponent(culprit)}`;
}

function framed(block: Element, about: string): Element {
  if (block.tagName === 'table') {
    const caption = element('caption', {}, about);
    const table: Element = { ...block, children: [caption, ...block.children] };
    return element(
      'div',
      { className: ['scroll'], tabIndex: 0, role: 'region', ariaLabel: about },
      table,
    );
  }
  return block;
}
