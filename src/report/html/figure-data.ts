import type { Picture } from '../../chart/picture.ts';
import type { RequestBar } from '../../chart/request-bars.ts';

/** What a page carries as JSON for the script that draws a figure. */
export interface FigureData {
  readonly picture: Picture;
  /** By the culprit's id. */
  readonly requests: Readonly<Record<string, readonly RequestBar[]>>;
}

/** As the text of a script element: nothing in it can end the element. */
export function figureJson(data: FigureData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
