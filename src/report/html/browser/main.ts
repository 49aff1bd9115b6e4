import type { FigureData } from '../figure-data.ts';
import { LiveFigure } from './live-figure.ts';

/** Replaces each still picture of the page by one that can be explored. */
for (const figure of document.querySelectorAll('figure')) {
  const json = figure.querySelector('script')?.textContent;
  if (json) new LiveFigure(figure, JSON.parse(json) as FigureData).start();
}
