import type { Element } from 'hast';
import type { Panel } from '../../chart/panel.ts';
import type { Picture } from '../../chart/picture.ts';
import { duration, quantity } from '../numbers.ts';
import { element } from './element.ts';

/** Rows that a person reads; the JSON report has every point. */
export const MOST_DATA_ROWS = 60;

/** The numbers behind a picture: in each row the highest of several points. */
export function dataTable({ panels, fromMs, toMs, stepMs }: Picture): Element {
  const points = Math.round((toMs - fromMs) / stepMs);
  const size = Math.max(1, Math.ceil(points / MOST_DATA_ROWS));
  const rows: Element[] = [];
  for (let at = 0; at < points; at += size) {
    const time = new Date(fromMs + at * stepMs).toISOString().slice(11, 19);
    const cells = panels.map((panel) =>
      element('td', { className: ['number'] }, highest(panel, at, at + size)),
    );
    rows.push(element('tr', {}, element('th', { scope: 'row' }, time), ...cells));
  }
  const head = panels.map(({ title }) => element('th', { scope: 'col' }, title));
  const caption = `The highest of each ${duration((size * stepMs) / 1000)} from the time on; – where nothing is known.`;
  return element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'From'), ...head)),
    element('tbody', {}, ...rows),
  );
}

function highest({ values, unit }: Panel, from: number, to: number): string {
  const known = values.slice(from, to).filter((value) => value !== null);
  return known.length === 0 ? '–' : quantity(Math.max(...known), unit);
}
