import type { Element } from 'hast';
import { altText } from '../../chart/alt-text.ts';
import { type Picture, pictureOf } from '../../chart/picture.ts';
import { requestBars } from '../../chart/request-bars.ts';
import { renderSvg } from '../../chart/svg.ts';
import { clippedText, LINE_CHARACTERS, PHRASE_CHARACTERS } from '../log-text.ts';
import type { Culprit, Incident } from '../report.ts';
import { subjectText } from '../subject-text.ts';
import { dataTable } from './data-table.ts';
import { element } from './element.ts';
import { figureJson } from './figure-data.ts';

/** The picture of an incident: a still one, which the page's script replaces by one that can be explored, and its data. */
export function figureOf(incident: Incident, number: number): Element | undefined {
  const picture = pictureOf(incident);
  if (picture === undefined) return undefined;
  const id = `figure-${number}`;
  const still = Buffer.from(renderSvg(picture)).toString('base64');
  const data = figureJson({ picture, requests: requestBars(incident) });
  return element(
    'figure',
    { id, ariaLabelledBy: [`${id}-caption`] },
    element('img', {
      className: ['still'],
      alt: altText(picture),
      src: `data:image/svg+xml;base64,${still}`,
    }),
    liveFigure(id, picture, incident),
    element('figcaption', { id: `${id}-caption` }, `The incident of ${picture.when}`),
    element(
      'details',
      {},
      element('summary', {}, 'Data of this picture'),
      element(
        'div',
        { className: ['scroll'], tabIndex: 0, role: 'region', ariaLabel: 'Data of this picture' },
        dataTable(picture),
      ),
    ),
    element('script', { type: 'application/json' }, data),
  );
}

const ZOOMS = [
  ['in', 'Zoom in'],
  ['out', 'Zoom out'],
  ['earlier', 'Earlier'],
  ['later', 'Later'],
  ['incident', 'Incident'],
  ['whole', 'Whole picture'],
] as const;

const HELP =
  'Drag over a span to look closer, or press + and −. Arrow keys move the mark through time; click a culprit to see its largest requests. Escape shows all again.';

function liveFigure(id: string, { panels, when }: Picture, { culprits }: Incident): Element {
  const drawn = culprits.filter((one) =>
    panels.some((panel) => panel.kind === 'culprit' && panel.id === one.id),
  );
  return element(
    'div',
    { className: ['live'], hidden: true },
    element(
      'div',
      { className: ['tools'], role: 'group', ariaLabel: 'Part of the time that is shown' },
      ...ZOOMS.map(([zoom, label]) => element('button', { type: 'button', dataZoom: zoom }, label)),
    ),
    element('div', {
      className: ['chart'],
      tabIndex: 0,
      role: 'application',
      ariaLabel: `Picture of ${when}`,
      ariaDescribedBy: [`${id}-help`],
    }),
    element('output', { className: ['readout'], ariaLive: 'polite' }),
    element('p', { id: `${id}-help`, className: ['help'] }, HELP),
    ...(drawn.length === 0 ? [] : [culpritTools(drawn), ...drawn.map(requestsOf)]),
  );
}

function culpritTools(culprits: readonly Culprit[]): Element {
  const buttons = culprits.map(({ id, subject }) =>
    element(
      'button',
      { type: 'button', dataCulprit: id, ariaPressed: 'false' },
      `${clippedText(id, PHRASE_CHARACTERS)} ${subjectText(subject)}`,
    ),
  );
  return element(
    'div',
    { className: ['tools'], role: 'group', ariaLabel: 'Largest requests of' },
    ...buttons,
  );
}

function requestsOf({ id, exemplars }: Culprit): Element {
  const lines = exemplars.map(({ line }) => clippedText(line, LINE_CHARACTERS));
  return element(
    'div',
    { className: ['requests'], dataRequestsOf: id, hidden: true },
    element(
      'p',
      {},
      lines.length === 0
        ? `No single requests of ${clippedText(id, PHRASE_CHARACTERS)} are kept. `
        : `The largest requests of ${clippedText(id, PHRASE_CHARACTERS)}, as logged; `,
      element('a', { href: `#culprit-${encodeURIComponent(id)}` }, 'all about it'),
    ),
    ...(lines.length === 0 ? [] : [element('pre', {}, element('code', {}, lines.join('\n')))]),
  );
}
